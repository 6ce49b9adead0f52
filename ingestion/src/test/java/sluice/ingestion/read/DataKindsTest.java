package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.ingestion.CanonicalTables;

/**
 * Each description on docs/reference/data-kinds.md reads files laid out as those of its data set.
 */
@SuppressWarnings("StringConcatToTextBlock") // raw files are clearest line by line
class DataKindsTest {
  private static final String OBD =
      "timestamp,item_id,position,click,propensity_score,user_feature_0,user_feature_1,"
          + "user_feature_2,user_feature_3\n";

  @TempDir Path temp;

  /**
   * A data set in small.
   *
   * @param files made-up rows under the true headers
   * @param expected user, item, event, value and weight of the interactions
   */
  record Kind(String name, Map<String, String> files, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind(
            "ml-latest-small",
            Map.of(
                "ratings.csv",
                "userId,movieId,rating,timestamp\n1,10,4.5,964982703\n",
                "movies.csv",
                "movieId,title,genres\n10,\"One, Two (1999)\",Drama|War\n",
                "tags.csv",
                "userId,movieId,tag,timestamp\n1,10,old,1445714994\n"),
            List.of("1|10|interaction|4.5|1.0")),
        new Kind(
            "hetrec-lastfm",
            Map.of(
                "user_artists.dat",
                "userID\tartistID\tweight\n2\t51\t13883\n",
                "artists.dat",
                "id\tname\n51\tThe \"Ones\n",
                "user_friends.dat",
                "userID\tfriendID\n2\t3\n"),
            List.of("2|51|interaction|13883.0|1.0")),
        new Kind(
            "toys",
            Map.of("interactions.csv", "user,item\nu1,i2\nu1,i1\n"),
            List.of("u1|i2|interaction|-|1.0", "u1|i1|interaction|-|1.0")),
        new Kind(
            "yoochoose-100k",
            Map.of(
                "train_full.csv",
                "SessionId,ItemId,Time\n3,21,1396437466.94\n",
                "test.csv",
                "SessionId,ItemId,Time\n1,22,1396860669.277\n"),
            List.of("3|21|interaction|-|1.0", "1|22|interaction|-|1.0")),
        new Kind(
            "kuairand",
            Map.of(
                "interactions.csv",
                "user_id,video_id,time_ms,is_click,is_follow,is_comment,is_forward,long_view,"
                    + "play_time_ms,is_profile_enter,label\n"
                    + "7,v1,1649581149287,1,0,0,0,1,46186,0,1\n"
                    + "7,v2,1649581149288,0,0,0,0,0,0,0,0\n"),
            List.of("7|v1|click|46186.0|1.0", "7|v1|long-view|46186.0|2.0", "7|v2|hate|0.0|1.0")),
        new Kind(
            "meetup",
            Map.of(
                "rsvps.csv",
                "event_id,member_id,response,created\ne1,m1,yes,1360112283000\ne2,m1,no,1360112283001\n",
                "events.csv",
                "id,name,time,group_id,venue_id\ne1,Talk,1460112283000,g1,77.0\ne2,Walk,1460112283000,g2,\n",
                "venues.csv",
                "id,city,lat,lon\n77,Helena,46.5,-112.0\n77,Helena,46.5,-112.0\n",
                "members.csv",
                "id,joined,topics\nm1,1,1;2\nm1,1,2;3\n"),
            List.of("m1|e1|yes|-|1.0", "m1|e2|no|-|1.0")),
        new Kind(
            "obd",
            Map.of(
                "random-men.csv",
                OBD + "2019-11-24 00:03:13.442536+00:00,14,3,1,0.0294,a,b,c,d\n",
                "bts-men.csv",
                OBD + "2019-11-24 00:01:03.979311+00:00,2,2,0,0.0455,a,b,c,e\n",
                "items-men.csv",
                "item_id,item_feature_0,item_feature_1,item_feature_2,item_feature_3\n"
                    + "14,-0.6,x,y,z\n2,0.1,x,y,z\n"),
            List.of("a-b-c-d|14|interaction|-|1.0")),
        new Kind(
            "chorus",
            Map.of(
                "ratings.csv",
                "query,docid,rating\nnotebook bag,122,0\nnotebook bag,123,3\n",
                "products.csv",
                "id,title,short_description,brand,price,type\n123,Bag,\"A bag, black\",X,4995,\n"),
            List.of(
                "notebook bag|122|interaction|0.0|1.0", "notebook bag|123|interaction|3.0|1.0")));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void areReadAsThePageDescribesThem(Kind kind) throws IOException {
    World world = new World(temp).yaml(described(kind.name()));
    kind.files().forEach(world::file);
    CanonicalTables tables = world.ingest();
    assertThat(tables.name()).isEqualTo(kind.name());
    assertThat(tables.counts().badRows()).isEmpty();
    assertThat(
            world.query(
                "SELECT \"user\", item, event, value, weight FROM {interactions} ORDER BY seq"))
        .isEqualTo(kind.expected());
  }

  private static String described(String name) throws IOException {
    var block =
        Pattern.compile("```yaml\n(name: " + name + "\n.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/reference/data-kinds.md")));
    assertThat(block.find()).as("docs/reference/data-kinds.md describes " + name).isTrue();
    return block.group(1);
  }
}
