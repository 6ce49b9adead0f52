package sluice.evaluation.sampled;

/**
 * Hit rate and nDCG at 10 of single relevant items, ranked among sampled negatives and among the
 * whole catalogue.
 *
 * <p>For one relevant item at rank r (from 1): a hit where r ≤ 10, nDCG@10 = 1 / log₂(r + 1) where
 * r ≤ 10, else 0 (He et al. 2017). Where a request has several relevant items, each is ranked alone
 * and the request's figure is their mean. A relevant item that a list does not hold counts 0 in
 * both. The figures are means over the requests.
 *
 * @param system whose lists
 * @param requests how many are counted
 * @param sampledHitRate among the sampled negatives
 * @param sampledNdcg among the sampled negatives
 * @param fullHitRate among all items that may be recommended
 * @param fullNdcg among all items that may be recommended
 */
public record SampledFigures(
    String system,
    int requests,
    double sampledHitRate,
    double sampledNdcg,
    double fullHitRate,
    double fullNdcg) {
  /** How deep a list is looked at. */
  public static final int CUTOFF = 10;

  /** One request's figures while they are collected; requests may come from many threads. */
  public static final class Collector {
    private final String system;
    private final double[] sampledHits;
    private final double[] sampledGains;
    private final double[] fullHits;
    private final double[] fullGains;

    /** Begins for some requests. */
    public Collector(String system, int requests) {
      this.system = system;
      this.sampledHits = new double[requests];
      this.sampledGains = new double[requests];
      this.fullHits = new double[requests];
      this.fullGains = new double[requests];
    }

    /**
     * Takes the rank of one of a request's relevant items; each request by one thread only.
     *
     * @param request its number
     * @param sampled rank among the negatives from 1; 0 where the list does not hold it
     * @param full rank in the full list, likewise
     * @param share 1 / the number of the request's relevant items
     */
    public void add(int request, int sampled, int full, double share) {
      sampledHits[request] += share * hit(sampled);
      sampledGains[request] += share * gain(sampled);
      fullHits[request] += share * hit(full);
      fullGains[request] += share * gain(full);
    }

    /** Returns the means. */
    public SampledFigures figures() {
      return new SampledFigures(
          system,
          sampledHits.length,
          mean(sampledHits),
          mean(sampledGains),
          mean(fullHits),
          mean(fullGains));
    }
  }

  private static double hit(int rank) {
    return rank >= 1 && rank <= CUTOFF ? 1 : 0;
  }

  private static double gain(int rank) {
    return rank >= 1 && rank <= CUTOFF ? Math.log(2) / Math.log(rank + 1) : 0;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }
}
