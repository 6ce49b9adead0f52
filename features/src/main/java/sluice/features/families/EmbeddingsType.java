package sluice.features.families;

import java.util.ArrayList;
import java.util.List;
import sluice.core.Embedding;
import sluice.features.FamilyInput;
import sluice.features.FeatureGroup;

/**
 * {@code embeddings}: how a candidate's vector relates to the request's, a group for each
 * embedding.
 */
public final class EmbeddingsType extends SharedType {
  @Override
  public String type() {
    return "embeddings";
  }

  @Override
  List<FeatureGroup> groups(FamilyInput input) {
    List<FeatureGroup> groups = new ArrayList<>();
    for (Embedding embedding : input.embeddings()) {
      String prefix = input.names().prefix("emb", embedding.name());
      groups.add(new EmbeddingLikeness(prefix, embedding, input.settings()));
    }
    return groups;
  }
}
