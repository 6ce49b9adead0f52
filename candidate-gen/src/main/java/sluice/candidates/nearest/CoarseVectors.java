package sluice.candidates.nearest;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies of vectors in eight bits an element, and with them an upper bound of each inner product
 * with a query: what a scan needs to look at only few of the vectors themselves.
 *
 * <p>A vector x is kept as whole numbers between −127 and 127 times its scale, x̂, next to ‖x‖ and
 * its error ‖x − x̂‖; a query likewise. Then q·x ≤ q̂·x̂ + ‖q‖ ‖x − x̂‖ + ‖q − q̂‖ ‖x̂‖ by Cauchy
 * and Schwarz; what float arithmetic may add to that, in the bound as in the product it bounds, is
 * allowed for by (dimension + 16) · 2⁻²³ ‖q‖ ‖x‖.
 *
 * <p>As many vectors as a machine has lanes lie together, first their first elements, then their
 * second, so that no sum runs across lanes. A quarter of the vectors' memory, and 12 bytes a
 * vector. Immutable, safe for use by many threads.
 */
final class CoarseVectors {
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final int LANES = INTS.length();
  private static final float STEPS = 127;

  private final int size;
  private final int dimension;
  private final byte[] data;
  private final float[] scales;
  private final float[] errors;
  private final float[] norms;

  /** Copies vectors; only where the machine is {@link #wideEnough}. */
  CoarseVectors(NonZeroVectors vectors) {
    this.size = vectors.size();
    this.dimension = vectors.dimension();
    int padded = (size + LANES - 1) / LANES * LANES;
    this.data = new byte[padded * dimension];
    this.scales = new float[padded];
    this.errors = new float[padded];
    this.norms = new float[padded];
    short[] steps = new short[dimension];
    float[] own = new float[dimension];
    for (int k = 0; k < size; k++) {
      System.arraycopy(vectors.data(), k * dimension, own, 0, dimension);
      scales[k] = round(own, steps);
      errors[k] = error(own, steps, scales[k]);
      norms[k] = norm(own);
      int at = k / LANES * LANES * dimension + k % LANES;
      for (int i = 0; i < dimension; i++) {
        data[at + i * LANES] = (byte) steps[i];
      }
    }
  }

  /** Returns whether this machine computes on 256 bits at a time or more. */
  static boolean wideEnough() {
    return INTS.vectorBitSize() >= 256;
  }

  /** Returns how many bounds are written: one a vector, and a few that mean nothing. */
  int bounds() {
    return scales.length;
  }

  /** Writes for each vector a number that its inner product with a query is not above. */
  void bound(float[] query, float[] out) {
    short[] steps = new short[dimension];
    float scale = round(query, steps);
    float norm = norm(query);
    float error = error(query, steps, scale);
    float ofError = norm + error;
    float ofNorm = error + (dimension + 16) * 0x1p-23f * norm;
    for (int k = 0; k < size; k += LANES) {
      FloatVector product =
          (FloatVector) Wide.product(steps, data, k * dimension).castShape(Wide.FLOATS, 0);
      product
          .mul(FloatVector.fromArray(Wide.FLOATS, scales, k).mul(scale))
          .add(FloatVector.fromArray(Wide.FLOATS, errors, k).mul(ofError))
          .add(FloatVector.fromArray(Wide.FLOATS, norms, k).mul(ofNorm))
          .intoArray(out, k);
    }
  }

  /** Writes a vector as multiples of the scale that is returned. */
  private static float round(float[] vector, short[] steps) {
    float most = 0;
    for (float element : vector) {
      most = Math.max(most, Math.abs(element));
    }
    float scale = most / STEPS;
    for (int i = 0; i < vector.length; i++) {
      steps[i] = scale == 0 ? 0 : (short) Math.clamp(Math.round(vector[i] / scale), -127, 127);
    }
    return scale;
  }

  private static float error(float[] vector, short[] steps, float scale) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      double off = vector[i] - (double) steps[i] * scale;
      sum += off * off;
    }
    return Math.nextUp((float) Math.sqrt(sum));
  }

  private static float norm(float[] vector) {
    double sum = 0;
    for (float element : vector) {
      sum += (double) element * element;
    }
    return Math.nextUp((float) Math.sqrt(sum));
  }

  /** What only a machine that is wide enough can load. */
  private static final class Wide {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
        VectorSpecies.of(short.class, VectorShape.forBitSize(INTS.vectorBitSize() / 2));
    private static final VectorSpecies<Byte> BYTES =
        VectorSpecies.of(byte.class, VectorShape.forBitSize(INTS.vectorBitSize() / 4));

    /** Returns the inner products of a query with the vectors that lie together from a place on. */
    static IntVector product(short[] query, byte[] data, int at) {
      IntVector sum = IntVector.zero(INTS);
      for (int i = 0; i < query.length; i++) {
        Vector<Short> elements =
            ByteVector.fromArray(BYTES, data, at + i * LANES)
                .convertShape(VectorOperators.B2S, SHORTS, 0);
        sum =
            sum.add(
                elements
                    .mul(ShortVector.broadcast(SHORTS, query[i]))
                    .convertShape(VectorOperators.S2I, INTS, 0));
      }
      return sum;
    }
  }
}
