package sluice.serving.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.Column;
import sluice.serving.feedback.Attributes;
import sluice.serving.feedback.Ids;
import sluice.serving.live.Recommender;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls that write and delete items, and write and forget users. */
final class CatalogueRoutes {
  private final Recommender recommender;

  CatalogueRoutes(Recommender recommender) {
    this.recommender = recommender;
  }

  void register(HttpRules rules) {
    rules.put("/items/{+id}", ApiRoutes.json(this::putItem));
    rules.delete("/items/{+id}", this::deleteItem);
    rules.put("/users/{+id}", ApiRoutes.json(this::putUser));
    rules.delete("/users/{+id}", this::forget);
  }

  private Object putItem(byte[] content, ServerRequest request) {
    String item = id(request, "an item's");
    Map<String, Column> columns = recommender.catalogue().itemColumns();
    List<String> known = new ArrayList<>(List.of("availableFrom", "availableUntil"));
    known.addAll(columns.keySet());
    JsonNode body = Bodies.readObject(content, known);
    Optional<Instant> from = Bodies.value(body, "availableFrom", Instant.class);
    Optional<Instant> until = Bodies.value(body, "availableUntil", Instant.class);
    Attributes attributes =
        new Attributes(
            values(body, columns),
            from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
            until.map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
    if (attributes.availableFrom() >= attributes.availableUntil()) {
      throw Problem.badRequest("availableUntil is not after availableFrom; it is exclusive");
    }
    long version = recommender.catalogue().putItem(item, attributes);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("item", item);
    answer.put("catalogue", version);
    answer.put("recommendable", recommender.catalogue().recommendable(item));
    return answer;
  }

  private Object putUser(byte[] content, ServerRequest request) {
    String user = id(request, "a user's");
    Map<String, Column> columns = recommender.catalogue().userColumns();
    JsonNode body = Bodies.readObject(content, columns.keySet());
    recommender.catalogue().putUser(user, Attributes.always(values(body, columns)));
    return Map.of("user", user);
  }

  /** Reads what a body says of columns; what it does not name is empty. */
  private static Map<String, List<String>> values(JsonNode body, Map<String, Column> columns) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    columns.forEach((name, column) -> {
      List<String> all = values(body, name, column);
      if (!all.isEmpty()) {
        values.put(name, all);
      }
    });
    return values;
  }

  private static List<String> values(JsonNode body, String name, Column column) {
    List<String> values = new ArrayList<>();
    switch (column) {
      case Column.Texts t -> Bodies.value(body, name, String.class).ifPresent(values::add);
      case Column.Numbers n ->
          Bodies.value(body, name, Float.class).ifPresent(v -> values.add(Float.toString(v)));
      case Column.Times t ->
          Bodies.value(body, name, Instant.class)
              .ifPresent(v -> values.add(Long.toString(v.toEpochMilli())));
      case Column.Categories c -> values.addAll(Bodies.texts(body, name));
    }
    if (column instanceof Column.Categories && values.stream().anyMatch(String::isBlank)) {
      throw Problem.badRequest(name + " has an empty category");
    }
    values.removeIf(String::isEmpty);
    return values;
  }

  private void deleteItem(ServerRequest request, ServerResponse response) {
    recommender.catalogue().deleteItem(id(request, "an item's"));
    response.status(204).send();
  }

  private void forget(ServerRequest request, ServerResponse response) {
    Object forgotten = recommender.forget(id(request, "a user's"));
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(JsonMapper.shared().writeValueAsBytes(forgotten));
  }

  private static String id(ServerRequest request, String whose) {
    String id = Ids.trimmed(request.path().pathParameters().get("id"));
    ApiRoutes.checkId(whose, id);
    return id;
  }
}
