package sluice.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import sluice.core.UserError;
import sluice.core.YamlFile;

/** Types that a services file names. */
class PluginTypesTest {
  /** A kind, with a services file among the test resources. */
  public interface Fruit extends PluginType {}

  /** One of them. */
  public static final class Apple implements Fruit {
    @Override
    public String type() {
      return "apple";
    }
  }

  /** Another. */
  public static final class Pear implements Fruit {
    @Override
    public String type() {
      return "pear";
    }
  }

  /** A kind of which two types have one name. */
  public interface Clash extends PluginType {}

  /** One. */
  public static final class First implements Clash {
    @Override
    public String type() {
      return "same";
    }
  }

  /** Its namesake. */
  public static final class Second implements Clash {
    @Override
    public String type() {
      return "same";
    }
  }

  /** A kind whose services file names a class that is not there. */
  public interface Lost extends PluginType {}

  private final PluginTypes<Fruit> fruit = PluginTypes.load(Fruit.class, "fruit");

  @Test
  void typesAreFoundByName() {
    assertThat(fruit.names()).containsExactly("apple", "pear");
    assertThat(fruit.find("pear")).isInstanceOf(Pear.class);
    assertThat(fruit.all()).hasSize(2);
  }

  @Test
  void anUnknownNameIsAnErrorWithItsPlaceAndTheNearest() {
    var node = YamlFile.parse("type: aple", "c.yaml").require("type");
    assertThatThrownBy(() -> fruit.find(node))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "c.yaml:1: type is 'aple'; there is no fruit 'aple' (did you mean apple?); there are"
                + " apple, pear");
  }

  @Test
  void aStoredNameThatIsNotThereSaysHowToAddIt() {
    assertThatThrownBy(() -> fruit.find("plum"))
        .hasMessage(
            "the fruit 'plum' is not on the class path; add the jar that has it"
                + " (SLUICE_CLASSPATH). There are apple, pear");
  }

  @Test
  void twoTypesOfOneNameAreRefused() {
    assertThatThrownBy(() -> PluginTypes.load(Clash.class, "clash"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("two types of clash are called same: ");
  }

  @Test
  void aClassThatIsNotThereIsTheUsersError() {
    assertThatThrownBy(() -> PluginTypes.load(Lost.class, "lost thing"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a lost thing cannot be loaded: ")
        .hasMessageContaining("nobody.HasThis not found; see its jar (SLUICE_CLASSPATH)");
  }
}
