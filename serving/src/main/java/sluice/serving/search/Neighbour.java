package sluice.serving.search;

/**
 * A user whose taste is near to someone's.
 *
 * <p>For use inside the server alone: who is near to whom must never leave it, under an id or an
 * index.
 *
 * @param user dense index in the fitting part's dictionary
 * @param similarity cosine, above 0 and 1 at most
 * @param shared how many items both liked
 */
public record Neighbour(int user, float similarity, int shared) {}
