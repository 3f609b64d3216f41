package dev.jeton.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may depend on whom, as ARCHITECTURE.md draws it. */
class ArrowsTest {

  /** Modules line by line; a module may use the lines above its own. */
  private static final List<List<String>> LINES =
      List.of(
          List.of("kernels", "core"),
          List.of("quantize", "text"),
          List.of("measure", "weights", "generate", "langchain4j", "springai"),
          List.of("llm", "nets"),
          List.of("media", "models"),
          List.of("torch"),
          List.of("learn"),
          List.of("beds"),
          List.of("papers"),
          List.of("cli", "bench"));

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.jeton");

  @TestFactory
  List<DynamicTest> aModuleUsesOnlyTheLinesAboveIt() {
    var tests = new ArrayList<DynamicTest>();
    var above = new ArrayList<String>();
    for (var line : LINES) {
      for (var module : line) {
        var allowed = new ArrayList<>(above);
        allowed.add(module);
        if (module.equals("kernels") || module.equals("core")) {
          allowed = new ArrayList<>(List.of(module));
        }
        if (module.equals("torch")) {
          allowed = new ArrayList<>(List.of("core", "torch"));
        }
        tests.add(onlyUses(module, allowed));
      }
      above.addAll(line);
    }
    return tests;
  }

  private static DynamicTest onlyUses(String module, List<String> allowed) {
    var forbidden =
        LINES.stream()
            .flatMap(List::stream)
            .filter(other -> !allowed.contains(other))
            .map(other -> "dev.jeton." + other + "..")
            .toArray(String[]::new);
    return DynamicTest.dynamicTest(
        module,
        () ->
            noClasses()
                .that()
                .resideInAPackage("dev.jeton." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(CODE));
  }

  @Test
  void everyModuleIsLookedAt() {
    for (var line : LINES) {
      for (var module : line) {
        assertTrue(
            CODE.stream().anyMatch(c -> c.getPackageName().startsWith("dev.jeton." + module)),
            "no class of " + module + " on the test's class path");
      }
    }
  }

  @Test
  void libtorchStaysInTorch() {
    onlyIn("dev.jeton.torch..", "org.bytedeco..");
  }

  @Test
  void onlyLearningAndTheCommandLineReachTorch() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.jeton.torch..",
            "dev.jeton.learn..",
            "dev.jeton.beds..",
            "dev.jeton.papers..",
            "dev.jeton.cli..",
            "dev.jeton.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.jeton.torch..")
        .check(CODE);
  }

  @Test
  void theVectorApiStaysInItsKernels() {
    noClasses()
        .that()
        .haveNameNotMatching("dev\\.jeton\\.kernels\\.Vector\\w*Kernels.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator..")
        .check(CODE);
  }

  @Test
  void awtStaysInMediaAndReports() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.jeton.media..", "dev.jeton.measure.report..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..")
        .check(CODE);
  }

  @Test
  void jsonStaysOutOfTheFoundation() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.jeton.core..", "dev.jeton.kernels..", "dev.jeton.quantize..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(CODE);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.jeton.cli..", "dev.jeton.bench..")
        .should()
        .accessField(System.class, "out")
        .check(CODE);
  }

  @Test
  void noClassIsNamedForWhatItFailsToSay() {
    classes()
        .should()
        .haveNameNotMatching(".*(Util|Utils|Manager|Helper|Impl)$|.*\\.Abstract[A-Z]\\w*$")
        .check(CODE);
  }

  private static void onlyIn(String home, String guest) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(guest)
        .check(CODE);
  }
}
