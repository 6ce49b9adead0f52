package sluice.sample;

import sluice.sample.truth.TrueModel;

/** The words of the world: names of genres and topics, and six words for each topic. */
final class Vocabulary {
  /** Words a topic has. */
  static final int WORDS = 6;

  private static final String TEXT =
      """
      cooking/bread/sourdough flour crust starter oven loaf
      cooking/street-food/noodle dumpling market stall skewer broth
      cooking/desserts/chocolate pastry caramel cake meringue glaze
      cooking/grilling/barbecue brisket smoke charcoal marinade rib
      travel/hiking/trail summit ridge backpack alpine hut
      travel/cities/metro skyline alley neighbourhood museum rooftop
      travel/islands/lagoon beach ferry reef palm harbour
      travel/trains/railway sleeper locomotive station viaduct gauge
      science/space/telescope orbit galaxy rocket comet nebula
      science/biology/cell enzyme evolution microbe genome organism
      science/physics/quantum particle magnet laser relativity plasma
      science/mathematics/theorem prime geometry proof topology number
      technology/programming/compiler algorithm database function kernel debugging
      technology/gadgets/phone headphone unboxing camera battery review
      technology/electronics/circuit soldering resistor oscilloscope sensor board
      technology/robots/drone actuator servo autonomous gripper arm
      music/guitar/chord riff fingerstyle amplifier pedal solo
      music/piano/sonata nocturne keyboard étude arpeggio recital
      music/beats/synthesizer sampler bassline remix drum loop
      music/choir/soprano harmony hymn chorus cathedral madrigal
      sport/football/goal striker midfield penalty derby league
      sport/cycling/peloton sprint gravel climb derailleur breakaway
      sport/running/marathon pace interval cadence trainer finish
      sport/climbing/boulder crimp belay overhang rope wall
      gaming/strategy/empire siege tactics campaign faction diplomacy
      gaming/speedrun/glitch route record frame skip segment
      gaming/role-playing/dungeon quest wizard inventory dragon guild
      gaming/racing/lap circuit drift pit qualifying apex
      history/ancient/temple pharaoh legion papyrus ruin aqueduct
      history/medieval/castle knight crusade monastery plague manuscript
      history/wars/trench battalion armistice convoy fortress general
      history/industry/steam mill canal furnace factory loom
      crafts/woodwork/chisel dovetail plane lathe joinery oak
      crafts/knitting/yarn needle sweater cable wool stitch
      crafts/pottery/kiln clay wheel porcelain slip bowl
      crafts/leather/saddle awl tanning wallet strap buckle
      nature/birds/falcon nest plumage migration heron songbird
      nature/ocean/whale coral octopus tide abyss shark
      nature/gardens/compost seedling orchard rose pruning bulb
      nature/forests/moss fungus canopy wolf fern timberline
      comedy/sketch/parody costume office awkward neighbour punchline
      comedy/standup/heckler microphone anecdote crowd tour set
      comedy/pranks/hidden dare disguise stunt chaos reaction
      comedy/animation/cartoon stop-motion storyboard character slapstick gag
      film/horror/haunted vampire scream cellar curse slasher
      film/noir/detective shadow alibi heist femme detour
      film/documentary/archive interview portrait testimony witness chronicle
      film/editing/montage cut colour-grading timeline storyboarding trailer
      """;

  private static final String[] ADJECTIVES =
      ("quiet hidden bold simple lost golden honest rapid gentle strange bright little perfect"
              + " secret endless modern old wild brilliant unexpected")
          .split(" ", -1);
  private static final String[] FORMS =
      "guide,story,lesson,diary,challenge,secrets,tour,hour,workshop,journey,mistakes,basics"
          .split(",", -1);
  private static final String[] SYLLABLES =
      "ka lo mi ren tas vel dor ni sha pe lu mar o ban che fi gor ha jun ta".split(" ", -1);

  private static final String[][] LINES =
      TEXT.strip().lines().map(line -> line.strip().split("/", -1)).toArray(String[][]::new);

  private Vocabulary() {}

  /** Returns a genre's name. */
  static String genre(int genre) {
    return LINES[genre * TrueModel.TOPICS / TrueModel.GENRES][0];
  }

  /** Returns a topic's name, which is one of the tags users give. */
  static String topic(int topic) {
    return LINES[topic][1];
  }

  /** Returns one of a topic's words. */
  static String word(int topic, int word) {
    return LINES[topic][2].split(" ", -1)[word];
  }

  /** Returns a word that fits any topic; any number gives one. */
  static String adjective(int number) {
    return ADJECTIVES[Math.floorMod(number, ADJECTIVES.length)];
  }

  /** Returns a kind of video; any number gives one. */
  static String form(int number) {
    return FORMS[Math.floorMod(number, FORMS.length)];
  }

  /** Returns a creator's name, another for each number. */
  static String creator(int number) {
    StringBuilder name = new StringBuilder();
    int rest = number + SYLLABLES.length;
    while (rest > 0) {
      name.append(SYLLABLES[rest % SYLLABLES.length]);
      rest /= SYLLABLES.length;
    }
    name.setCharAt(0, Character.toUpperCase(name.charAt(0)));
    return name.toString();
  }
}
