package sluice.pipeline;

import picocli.CommandLine.IVersionProvider;

/** The version this was built as. */
public final class Version implements IVersionProvider {
  /** Returns the version, {@code development} where it was not built by Maven. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "sluice " + current(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")
    };
  }
}
