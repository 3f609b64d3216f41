package dev.jeton.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jeton.core.Budget;
import dev.jeton.core.JetonFile;
import dev.jeton.core.Quantizer;
import dev.jeton.core.QuantizerProvider;
import dev.jeton.core.Tokens;
import dev.jeton.media.image.ImageCodec;
import dev.jeton.media.image.ImageFile;
import dev.jeton.quantize.Codebook;
import dev.jeton.quantize.KMeans;
import dev.jeton.quantize.NearestCode;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks of docs/java.md, line by line, with the paths moved into a temporary folder. */
class JavaPageTest {
  @TempDir Path folder;

  private File file(String name) {
    return folder.resolve(name).toFile();
  }

  private void paint() throws Exception {
    var image = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, 160, 120, Color.BLUE));
    graphics.fillRect(0, 0, 160, 120);
    graphics.dispose();
    ImageIO.write(image, "jpg", file("in.jpg"));
  }

  @Test
  void picture() throws Exception {
    paint();
    var codec = ImageCodec.open("photo");
    BufferedImage picture = ImageIO.read(file("in.jpg"));
    Tokens.Ids tokens = codec.encode(ImageFile.fromBufferedImage(picture), new Budget.Bytes(3000));
    new JetonFile(codec, tokens).write(file("picture.jeton").toPath());

    JetonFile file = JetonFile.read(file("picture.jeton").toPath(), codec);
    BufferedImage whole = ImageFile.toBufferedImage(codec.decode(file.tokens()));
    BufferedImage rough = ImageFile.toBufferedImage(codec.decode(file.tokens().prefix(60)));

    assertTrue(Files.size(file("picture.jeton").toPath()) <= 3000);
    assertEquals(160, whole.getWidth());
    assertEquals(120, rough.getHeight());
    assertTrue(error(picture, whole) < 10, "mean error " + error(picture, whole));
  }

  private static double error(BufferedImage a, BufferedImage b) {
    double sum = 0;
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        sum += Math.abs(new Color(a.getRGB(x, y)).getGreen() - new Color(b.getRGB(x, y)).getGreen());
      }
    }
    return sum / (a.getWidth() * a.getHeight());
  }

  @Test
  void vectors() {
    float[] vectors = {0.9f, -0.2f, 0.1f, 0.7f}; // two vectors of two numbers
    Quantizer quantizer = QuantizerProvider.quantizer("fsq:5,5");
    int[] ids = new int[2];
    quantizer.encode(vectors, 2, ids);
    float[] decoded = new float[4];
    quantizer.decode(ids, 2, decoded);

    for (int i = 0; i < 4; i++) {
      assertEquals(vectors[i], decoded[i], 0.25f);
    }
  }

  @Test
  void codebook() {
    float[] points = new float[1000 * 8]; // 1,000 vectors of 8 numbers
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) Math.sin(i * i);
    }
    Codebook codes = new KMeans(64, 10, 1).fit(points, 1000, 8).codebook(); // 64 codes, 10 rounds, seed 1
    int[] nearest = new int[1000];
    NearestCode.of(codes).encode(points, 1000, nearest);

    assertTrue(Arrays.stream(nearest).distinct().count() > 32);
  }

  @Test
  void thePageShowsThisCode() throws Exception {
    var page = Files.readString(Path.of("..", "docs", "java.md"));
    var source = Files.readString(Path.of("src/test/java/dev/jeton/it/JavaPageTest.java"));
    var known = stripped(source);
    var blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
    int found = 0;
    while (blocks.find()) {
      found++;
      assertTrue(blocks.group(1).lines().filter(line -> !line.isBlank()).count() <= 10);
      assertTrue(known.contains(stripped(blocks.group(1))), blocks.group(1));
    }
    assertEquals(3, found);
  }

  /** Without white space, and with paths as the page has them. */
  private static String stripped(String code) {
    return code.replaceAll("file\\((\"[a-z.]+\")\\)\\.toPath\\(\\)", "Path.of($1)")
        .replaceAll("(?<!new F)\\bfile\\((\"[a-z.]+\")\\)", "new File($1)")
        .replaceAll("\\s+", "");
  }

  @Test
  void noNativeLibraryComesAlong() {
    var path = System.getProperty("java.class.path");
    assertTrue(!path.contains("bytedeco") && !path.contains("webp-imageio"), path);
  }
}
