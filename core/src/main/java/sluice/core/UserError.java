package sluice.core;

import java.util.Objects;

/**
 * A fault in what the user gave (data, config, a path), told in one message that says where and how
 * to fix it.
 *
 * <p>The command prints the message alone, without a stack trace, and ends with exit code 2. A
 * programmer's error is any other exception and is never wrapped in this one.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an error of a message.
   *
   * @param message what is wrong, where (file, line, key), and how to fix it; one or a few
   *     sentences
   */
  public UserError(String message) {
    super(Objects.requireNonNull(message, "message"));
  }

  /**
   * Makes an error of a message and the exception that showed the fault.
   *
   * @param message as above
   * @param cause what was thrown below; printed only with {@code --verbose}
   */
  public UserError(String message, Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
  }

  /** Returns the message, which is never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
