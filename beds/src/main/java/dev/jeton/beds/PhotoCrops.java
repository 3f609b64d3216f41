package dev.jeton.beds;

import dev.jeton.core.ModelFiles;
import dev.jeton.learn.ImageFolder;
import dev.jeton.torch.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Crops of 64×64 pixels of photos, made smaller to 0.4 to 1 of their size: a bed for models of
 * natural pictures. About one photo in sixteen, by its file's name, is held out.
 */
public final class PhotoCrops {
  /** Pixels along a side. */
  public static final int SIDE = 64;

  private static final double LEAST = 0.4;
  private static final long HELD_OUT_SEED = 0x64;

  private final ImageFolder train;
  private final ImageFolder heldOut;

  private PhotoCrops(ImageFolder train, ImageFolder heldOut) {
    this.train = train;
    this.heldOut = heldOut;
  }

  /**
   * Photos of the development data: {@code imagenet_1k} and {@code bsds500/train} under {@code
   * data}; takes a few seconds and 300 MB.
   *
   * @throws IOException where they are not there
   */
  public static PhotoCrops ofDevelopmentData(Path data) throws IOException {
    return of(List.of(data.resolve("imagenet_1k"), data.resolve("bsds500/train")));
  }

  /**
   * Photos with sides of at least 64 pixels under {@code folders}.
   *
   * @param folders or zips, each with photos in both parts
   * @throws IOException where one has none in a part
   */
  public static PhotoCrops of(List<Path> folders) throws IOException {
    return new PhotoCrops(
        ImageFolder.read(folders, SIDE, file -> !isHeldOut(file)),
        ImageFolder.read(folders, SIDE, PhotoCrops::isHeldOut));
  }

  /** Whether a photo is kept out of training: SHA-256 of its file's name begins with 4 zeros. */
  static boolean isHeldOut(Path file) {
    byte[] name = String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8);
    return ModelFiles.fingerprint(name) >>> 60 == 0;
  }

  /**
   * A training step's crops, mirrored half of the time; a pure function of its arguments.
   *
   * @return {@code [count, 3, 64, 64]} in 0..1
   */
  public Tensor batch(long seed, long step, int count) {
    return train.crops(seed, step, count, SIDE, LEAST, 1);
  }

  /**
   * Crops of held-out photos, the same ones at each call.
   *
   * @param index of the batch, from 0
   * @return {@code [count, 3, 64, 64]} in 0..1
   */
  public Tensor heldOut(long index, int count) {
    return heldOut.crops(HELD_OUT_SEED, index, count, SIDE, LEAST, 1);
  }

  /** Photos that training crops come from. */
  public int photos() {
    return train.size();
  }

  /** Photos held out. */
  public int heldOutPhotos() {
    return heldOut.size();
  }

  /** First 8 bytes of SHA-256 over the pixels of training photos, dash, of held-out ones. */
  public String hash() {
    return train.hash() + "-" + heldOut.hash();
  }
}
