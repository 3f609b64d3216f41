package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a tree of its own with JDKs and a Maven that only write down their calls. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "cp",
          "cut",
          "date",
          "find",
          "head",
          "ln",
          "mkdir",
          "mkfifo",
          "mv",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "sleep");

  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in
        *AOTCacheOutput=*) for a; do case $a in -XX:AOTCacheOutput=*) : >"${a#*=}" ;; esac; done ;;
        *ClassUpgrade*) ;;
        *) echo "WARNING: Using incubator modules: jdk.incubator.vector" >&2
           echo "from java" >&2
           echo "$0 $*" ;;
      esac
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      [ "$1" = -v ] && echo "Apache Maven 3.9.9" && exit
      echo "$JAVA_HOME $*" >>"$CALLS"
      sleep "${MAVEN_TAKES:-0}"
      [ -z "$MAVEN_FAILS" ] || { echo "[ERROR] it broke"; exit 1; }
      for a; do case $a in -Djeton.lib=*) lib=${a#*=} ;; esac; done
      mkdir -p cli/target "$lib" && : >cli/target/jeton-cli-1.jar && : >"$lib/picocli-1.jar"
      """;

  record Ran(int code, String out, String err) {}

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();
  private Path bin;

  @BeforeEach
  void plant() throws IOException {
    Files.copy(Path.of("../jeton"), home.resolve("jeton"));
    home.resolve("jeton").toFile().setExecutable(true);
    Files.writeString(home.resolve("pom.xml"), "");
    Files.createDirectories(home.resolve("cli/src/main"));
    Files.writeString(home.resolve("cli/pom.xml"), "");
    bin = Files.createDirectories(home.resolve("bin"));
    for (var tool : TOOLS) {
      var at = Path.of("/bin", tool);
      var program = Files.exists(at) ? at : Path.of("/usr/bin", tool);
      script(bin.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(program));
    }
    script(bin.resolve("mvn"), MAVEN);
    environment.put("PATH", bin.toString());
    environment.put("HOME", home.resolve("nobody").toString());
    environment.put("CALLS", home.resolve("calls").toString());
    environment.put("JETON_JDKS", home + "/jvm/*");
    environment.put("TMPDIR", home.toString());
    jdk("jvm/new", "25.0.3");
  }

  @Test
  void buildsOnceAndAgainWhenSourcesChanged() throws Exception {
    var first = jeton("codecs");
    assertEquals(0, first.code());
    assertTrue(first.err().startsWith("jeton: building"), first.err());
    assertEquals("from java", jeton("codecs").err().lines().toList().getLast());
    assertEquals(1, calls());
    var source = Files.writeString(home.resolve("cli/src/main/A.java"), "");
    jeton("codecs");
    assertEquals(2, calls());
    jeton("codecs");
    assertEquals(2, calls());
    Files.delete(source);
    jeton("codecs");
    assertEquals(3, calls());
  }

  @Test
  void twoFirstStartsBuildOnce() throws Exception {
    environment.put("MAVEN_TAKES", "1");
    var one = start("codecs");
    var other = start("codecs");
    assertEquals(0, finish(one).code());
    assertEquals(0, finish(other).code());
    assertEquals(1, calls());
  }

  @Test
  void goesPastALockWhoseHolderDied() throws Exception {
    var dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(home.resolve(".jeton"));
    Files.createSymbolicLink(home.resolve(".jeton/lock"), Path.of("" + dead.pid()));
    assertEquals(0, jeton("codecs").code());
    try (var left = Files.list(home.resolve(".jeton"))) {
      assertFalse(left.anyMatch(file -> file.getFileName().toString().startsWith("lock")));
    }
  }

  @Test
  void withoutAFittingJdkItSaysWhatToInstall() throws Exception {
    environment.put("JETON_JDKS", home + "/old/*");
    jdk("old/a", "17.0.15");
    jdk("old/b", "25.0.2");
    assertEquals(
        "jeton: needs a JDK 25.0.3 or newer and found none: install one, for example from"
            + " https://adoptium.net, or set JAVA_HOME\n",
        fails("codecs"));
  }

  @Test
  void takesJavaHomeThenPathThenTheNewest() throws Exception {
    jdk("jvm/newer", "26.0.1");
    jdk("jvm/older", "25.0.4");
    jdk("path", "25.0.10");
    jdk("home", "25.0.3");
    assertTrue(jeton("--find-jdk").out().endsWith("jvm/newer\n"));
    Files.createSymbolicLink(bin.resolve("java"), home.resolve("path/bin/java"));
    assertTrue(jeton("--find-jdk").out().endsWith("/path\n"));
    environment.put("JAVA_HOME", home.resolve("home").toString());
    assertTrue(jeton("--find-jdk").out().endsWith("/home\n"));
    jdk("home", "21.0.5");
    assertTrue(jeton("--find-jdk").out().endsWith("/path\n"));
  }

  @Test
  void withoutMavenItSaysWhatToInstall() throws Exception {
    Files.delete(bin.resolve("mvn"));
    assertTrue(fails("codecs").startsWith("jeton: needs Maven 3.8 or newer"));
  }

  @Test
  void aFailedBuildIsOneMoreLineWithItsLogAndIsTriedAgain() throws Exception {
    environment.put("MAVEN_FAILS", "yes");
    var ran = jeton("codecs");
    assertEquals(1, ran.code());
    var said = ran.err().lines().toList();
    assertEquals(2, said.size(), ran.err());
    assertTrue(said.get(1).startsWith("jeton: the build failed: it broke (log: "), ran.err());
    environment.remove("MAVEN_FAILS");
    assertEquals(0, jeton("codecs").code());
  }

  @Test
  void onlyCommandsThatComputeGetTheVectorModuleAndOnlyTrainingGetsLibtorch() throws Exception {
    environment.put("JETON_OPTS", "-Xmx3g -Dx=y");
    for (var words :
        List.of("codecs", "--version", "encode --help", "papers list", "nonsense", "")) {
      var ran = jeton(words.isEmpty() ? new String[0] : words.split(" "));
      assertFalse(ran.out().contains("jdk.incubator.vector"), ran.out());
      assertTrue(ran.out().contains("-Xmx3g -Dx=y"), ran.out());
      assertTrue(ran.out().endsWith("dev.jeton.cli.Main" + (" " + words).stripTrailing() + "\n"));
    }
    var encode = jeton("encode", "a b.png");
    assertTrue(encode.out().contains("--add-modules=jdk.incubator.vector"), encode.out());
    assertFalse(encode.out().contains("CompileCommand"), encode.out());
    var llm = jeton("llm", "run").out();
    assertTrue(llm.contains(" -XX:CompileCommand=quiet "), llm);
    assertTrue(llm.contains("=CompileThresholdScaling,dev.jeton.kernels.Vector*::*,0.1 "), llm);
    var pages = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    boolean huge = Files.exists(pages) && !Files.readString(pages).contains("[never]");
    assertEquals(huge, llm.contains(" -XX:+UseTransparentHugePages "), llm);
    assertEquals(1, calls());
    assertTrue(Files.readString(home.resolve("calls")).contains("-Djeton.without-libtorch"));
    assertTrue(jeton("train", "patches", "--data", "x").out().contains("jdk.incubator.vector"));
    assertEquals(1, calls());
    jeton("train", "photo");
    var calls = Files.readAllLines(home.resolve("calls"));
    assertEquals(2, calls.size());
    assertFalse(calls.get(1).contains("-Djeton.without-libtorch"));
    jeton("papers", "run", "32");
    assertEquals(2, calls());
    jeton("bench", "peers", "gemm");
    calls = Files.readAllLines(home.resolve("calls"));
    assertTrue(calls.getLast().contains("-Djeton.with-bench"), calls.getLast());
  }

  @Test
  void buildsThatStillRunAreKept() throws Exception {
    jeton("papers", "run", "32");
    Path first = build("train");
    Files.writeString(first.resolve("used." + ProcessHandle.current().pid()), "");
    for (int i = 0; i < 3; i++) {
      Thread.sleep(1000); // builds are named by the second
      Files.writeString(home.resolve("cli/src/main/A" + i + ".java"), "");
      jeton("papers", "run", "32");
    }
    assertTrue(Files.exists(first.resolve("lib")));
    assertEquals(4, calls());
    try (var builds = Files.list(home.resolve(".jeton"))) {
      assertEquals(3, builds.filter(Files::isDirectory).count());
    }
  }

  private Path build(String flavour) throws IOException {
    var state = home.resolve(".jeton");
    return state.resolve(Files.readString(state.resolve(flavour)).strip());
  }

  @Test
  void dropsTheLineAboutIncubatingModulesAndNothingElse() throws Exception {
    jeton("codecs");
    jeton("encode", "x");
    assertEquals("from java\n", jeton("encode", "x").err());
  }

  @Test
  void runsThroughALinkFromAnotherFolder() throws Exception {
    var link = Files.createSymbolicLink(bin.resolve("jeton"), home.resolve("jeton"));
    var process = process(link.toString(), "codecs").directory(bin.toFile()).start();
    assertEquals(0, finish(process).code());
  }

  private String fails(String... args) throws Exception {
    var ran = jeton(args);
    assertEquals(1, ran.code());
    assertEquals(1, ran.err().lines().count(), ran.err());
    return ran.err();
  }

  private Ran jeton(String... args) throws Exception {
    return finish(start(args));
  }

  private Process start(String... args) throws IOException {
    var words = new ArrayList<>(List.of(args));
    words.addFirst(home.resolve("jeton").toString());
    return process(words.toArray(String[]::new)).start();
  }

  private ProcessBuilder process(String... words) {
    var builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private static Ran finish(Process process) throws Exception {
    var out = new String(process.getInputStream().readAllBytes());
    var err = new String(process.getErrorStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Ran(process.exitValue(), out, err);
  }

  private long calls() throws IOException {
    return Files.readAllLines(home.resolve("calls")).size();
  }

  private void jdk(String at, String version) throws IOException {
    var dir = Files.createDirectories(home.resolve(at).resolve("bin"));
    script(dir.resolve("java"), JAVA);
    script(dir.resolve("javac"), "#!/bin/sh\n");
    Files.writeString(
        dir.resolveSibling("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
