package sluice.candidates.bpr;

import sluice.core.VectorMath;

/**
 * Vectors of users and items, and the step that puts an item of a user before another (Rendle et
 * al. 2009).
 *
 * <p>With x = p · (q_i − q_j) + b_i − b_j and g = 1 / (1 + eˣ), a step adds to p η (g (q_i − q_j) −
 * λ p), to q_i η (g p − λ q_i), to q_j η (−g p − λ q_j), and to the biases η (± g − λ b): gradient
 * ascent on ln σ(x) − λ / 2 (|p|² + |q_i|² + |q_j|² + b_i² + b_j²). A vector has its factors, the
 * bias (of users 1), then zeros up to the stride. Not thread-safe.
 */
final class BprFactors {
  private final int factors;
  private final int stride;
  private final float rate;
  private final float keep;
  private final float[] users;
  private final float[] items;

  /** Makes factors of flat arrays, which steps change. */
  BprFactors(BprSettings settings, float[] users, float[] items) {
    this.factors = settings.factors();
    this.stride = settings.stride();
    this.rate = (float) settings.learningRate();
    this.keep = (float) (1 - settings.learningRate() * settings.regularization());
    this.users = users;
    this.items = items;
    for (int at = factors; at < users.length; at += stride) {
      users[at] = 1;
    }
  }

  float[] users() {
    return users;
  }

  float[] items() {
    return items;
  }

  /** Takes one step and returns −ln σ(x) before it. */
  double step(int user, int liked, int other) {
    int p = user * stride;
    int i = liked * stride;
    int j = other * stride;
    float x =
        VectorMath.dot(users, p, items, i, stride) - VectorMath.dot(users, p, items, j, stride);
    float g = (float) (rate / (1 + StrictMath.exp(x)));
    for (int f = 0; f < factors; f++) {
      float own = users[p + f];
      users[p + f] = keep * own + g * (items[i + f] - items[j + f]);
      items[i + f] = keep * items[i + f] + g * own;
      items[j + f] = keep * items[j + f] - g * own;
    }
    items[i + factors] = keep * items[i + factors] + g;
    items[j + factors] = keep * items[j + factors] - g;
    return StrictMath.log1p(StrictMath.exp(-x));
  }
}
