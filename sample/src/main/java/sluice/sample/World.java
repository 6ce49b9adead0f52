package sluice.sample;

import sluice.sample.truth.Attraction;

/** Everything about a world that all users share. Immutable, safe for use by many threads. */
record World(
    SampleSettings settings,
    WorldParameters parameters,
    TopicSpace space,
    WorldItems items,
    ItemText text,
    ExposureWeights exposure,
    UserFactory users,
    Attraction attraction) {
  /** Makes the world of some settings. */
  static World of(SampleSettings settings) {
    WorldParameters parameters = WorldParameters.of(settings.parameters(), settings.days());
    TopicSpace space = new TopicSpace(settings.seed());
    WorldItems items = new ItemFactory(settings, parameters, space).make();
    int fresh = fresh(settings);
    return new World(
        settings,
        parameters,
        space,
        items,
        new ItemText(settings.seed(), items, space),
        new ExposureWeights(items, parameters),
        new UserFactory(settings.seed(), parameters, space, settings.users() - fresh),
        new Attraction(parameters.model(), items.truth()));
  }

  /** Returns how many users are tested without history: a tenth of the test users. */
  static int fresh(SampleSettings settings) {
    return Math.min(settings.testUsers() / 10, settings.users() / 2);
  }
}
