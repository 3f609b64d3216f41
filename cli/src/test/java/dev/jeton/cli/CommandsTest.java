package dev.jeton.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.media.image.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  private static final String CODEC = "--codec=blocks-1";

  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void writeImage() {
    image = folder.resolve("a.png");
    ImageFile.write(Pictures.waves(48, 32), image);
  }

  @Test
  void encodesAndDecodes() throws IOException {
    var encoded = Ran.jeton("encode", image, CODEC).ok();
    assertTrue(encoded.out().contains("48 x 32, 6 tokens"), encoded.out());
    var decoded = Ran.jeton("decode", folder.resolve("a.jeton")).ok();
    assertTrue(decoded.out().contains("a.decoded.png"), decoded.out());
    assertEquals(48, ImageFile.read(folder.resolve("a.decoded.png")).width());
    Ran.jeton("decode", folder.resolve("a.jeton"), "--tokens=1", "-o", folder.resolve("b.jpg"))
        .ok();
    assertEquals(32, ImageFile.read(folder.resolve("b.jpg")).height());
  }

  @Test
  void keepsBudgets() throws IOException {
    var file = folder.resolve("small.jeton");
    Ran.jeton("encode", image, CODEC, "-o", file, "--tokens=3").ok();
    assertTrue(Ran.jeton("inspect", file).ok().out().contains("3 of 6 tokens"));
    long bytes = Files.size(file);
    Ran.jeton("encode", image, CODEC, "-o", file, "--bytes=" + bytes).ok();
    assertTrue(Files.size(file) <= bytes);
    Ran.jeton("encode", image, CODEC, "-o", file, "--quality=0").ok();
    assertTrue(Ran.jeton("inspect", file).ok().out().contains("1 of 6 tokens"));
  }

  @Test
  void walksFolders() throws IOException {
    var below = Files.createDirectories(folder.resolve("in/below"));
    Files.copy(image, below.resolve("b.png"));
    Files.copy(image, folder.resolve("in/c.PNG"));
    Files.writeString(folder.resolve("in/notes.txt"), "no image");
    Files.writeString(folder.resolve("in/.hidden.png"), "no image");
    Ran.jeton("encode", folder.resolve("in"), CODEC, "-o", folder.resolve("out")).ok();
    assertTrue(Files.exists(folder.resolve("out/below/b.jeton")));
    assertTrue(Files.exists(folder.resolve("out/c.jeton")));
    Ran.jeton("decode", folder.resolve("out"), "-o", folder.resolve("back")).ok();
    assertTrue(Files.exists(folder.resolve("back/below/b.png")));
  }

  @Test
  void goesOnAfterAFailure() throws IOException {
    var bad = Files.writeString(folder.resolve("bad.png"), "no image");
    var out = folder.resolve("out/");
    var ran = Ran.jeton("encode", bad, image, CODEC, "-o", out);
    assertEquals(1, ran.code());
    assertEquals(2, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().endsWith("jeton: 1 of 2 inputs failed\n"), ran.err());
    assertTrue(Files.exists(out.resolve("a.jeton")));
    assertFalse(Files.exists(out.resolve("bad.jeton")));
    assertTrue(
        Ran.jeton("encode", bad, image, CODEC, "-o", out, "--json").json().out().contains("error"));
  }

  @Test
  void twoInputsNeverShareAnOutput() throws IOException {
    Files.copy(image, folder.resolve("a.bmp"));
    var ran = Ran.jeton("encode", image, folder.resolve("a.bmp"), CODEC);
    assertEquals(1, ran.code());
    assertTrue(ran.err().contains("would overwrite"), ran.err());
  }

  @Test
  void jsonParses() {
    var file = folder.resolve("a.jeton");
    Ran.jeton("encode", image, CODEC, "--json").ok().json();
    Ran.jeton("inspect", file, "--json").ok().json();
    Ran.jeton("decode", file, "--json").ok().json();
    Ran.jeton("codecs", "--json").ok().json();
    Ran.jeton("compare", image, CODEC, "--json").ok().json();
    Ran.jeton("demo", image, CODEC, "--json", "-o", folder.resolve("demo")).ok().json();
  }

  @Test
  void drawsTokens() {
    Ran.jeton("encode", image, CODEC).ok();
    var picture = folder.resolve("tokens.png");
    Ran.jeton("inspect", folder.resolve("a.jeton"), "--picture", picture).ok();
    var drawn = ImageFile.read(picture);
    assertEquals(768, drawn.width());
    assertEquals(512, drawn.height());
  }

  @Test
  void compares() {
    var large = folder.resolve("large.png");
    ImageFile.write(Pictures.waves(192, 176), large);
    var one = Ran.jeton("compare", large, CODEC).ok().out();
    assertTrue(one.contains("jpeg 10") && one.contains("blocks-1"), one);
    var several = Ran.jeton("compare", large, image, CODEC, "--against=jpeg", "--bytes=900,1500");
    assertTrue(several.ok().out().contains("mean of 2 images"), several.out());
  }

  @Test
  void demoWritesAPageWithItsPictures() throws IOException {
    var out = folder.resolve("demo");
    var ran = Ran.jeton("demo", image, CODEC, "-o", out).ok();
    assertTrue(ran.out().contains("jpeg 5"), ran.out());
    var page = Files.readString(out.resolve("index.html"));
    var pictures =
        java.util.regex.Pattern.compile("src=\"([^\"]+)\"").matcher(page).results().toList();
    assertTrue(pictures.size() > 4);
    for (var picture : pictures) {
      assertTrue(Files.exists(out.resolve(picture.group(1))), picture.group(1));
    }
  }

  @Test
  void encodingTwiceGivesTheSameFile() throws IOException {
    Ran.jeton("encode", image, CODEC, "-o", folder.resolve("1.jeton")).ok();
    Ran.jeton("encode", image, CODEC, "-o", folder.resolve("2.jeton")).ok();
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("1.jeton")),
        Files.readAllBytes(folder.resolve("2.jeton")));
  }

  @Test
  void listsModelsAndShowsTheirCards() {
    var list = Ran.jeton("models").ok().out();
    assertTrue(list.contains("patches-1") && list.contains("photo-1"), list);
    assertTrue(list.contains("Photos as tokens"), list);
    Ran.jeton("models", "--json").ok().json();
    assertTrue(Ran.jeton("models", "show", "photo-1").ok().out().startsWith("# photo-1\n"));
    Ran.jeton("models", "show", "photo-1", "--json").ok().json();
  }

  @Test
  void everyCommandExplainsItself() {
    explains("", Ran.jeton("--help").ok().out(), Commands.ALL);
    assertTrue(Ran.jeton("--version").ok().out().startsWith("jeton "));
  }

  private static void explains(String above, String overview, List<Commands.Entry> entries) {
    for (var entry : entries) {
      assertTrue(overview.contains(entry.name()), overview);
      assertTrue(overview.contains(entry.description()), overview);
      var command = (above + " " + entry.name()).strip();
      var help = Ran.jeton((Object[]) (command + " --help").split(" ")).ok().out();
      assertTrue(help.startsWith("Usage: jeton " + command), help);
      assertTrue(help.contains(entry.description()), help);
      explains(command, help, entry.below());
    }
  }
}
