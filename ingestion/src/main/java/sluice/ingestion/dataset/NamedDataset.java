package sluice.ingestion.dataset;

import java.util.Optional;

/**
 * A dataset known by name.
 *
 * @param name what stands for it in a config
 * @param size how much there is in it
 * @param terms under which it may be used
 * @param download where it comes from; empty where it is made here
 */
public record NamedDataset(String name, String size, Terms terms, Optional<Download> download) {

  /**
   * Under which terms it may be used.
   *
   * @param licence its licence in a few words
   * @param citation what its authors ask to be cited; empty: nothing
   */
  public record Terms(String licence, String citation) {}

  /**
   * Where it comes from.
   *
   * @param baseUrl the folder it lies in, ending with a slash
   * @param archive the archive's file name; its MD5 lies next to it as {@code <archive>.md5}
   * @param folder the folder the archive holds
   * @param md5 its publisher's checksum in hex; empty where it is not known here, then that next to
   *     the file is fetched
   */
  public record Download(String baseUrl, String archive, String folder, Optional<String> md5) {
    /** Returns the archive's address. */
    public String url() {
      return baseUrl + archive;
    }

    /** Says what the download is checked against. */
    public String checksum() {
      return md5.map(m -> "md5 " + m)
          .orElse("the md5 published next to the file is fetched and checked");
    }
  }
}
