package dev.jeton.media.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import org.jspecify.annotations.Nullable;

/** Samples of an ICC profile's colour space to sRGB, with 16 bits per channel. */
final class ProfileConversion {
  private static final float MAX = 65535;
  private static final int CHANNELS = 3;
  private static final float SAME = 1.5f / 255;

  private final ColorConvertOp operation;
  private final int components;

  private ProfileConversion(ICC_Profile profile) {
    components = profile.getNumComponents();
    operation =
        new ColorConvertOp(
            new ICC_Profile[] {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null);
  }

  /** The conversion; null where the profile is sRGB in effect. */
  static @Nullable ProfileConversion toSrgb(ICC_Profile profile) {
    if (new ICC_ColorSpace(profile).isCS_sRGB()) {
      return null;
    }
    var conversion = new ProfileConversion(profile);
    return conversion.changesColors() ? conversion : null;
  }

  /**
   * Converts pixels.
   *
   * @param samples {@code [count][components]}, 0..1
   * @return {@code [count][3]}, sRGB, 0..1
   */
  float[] apply(float[] samples, int count) {
    var source = raster(count, components);
    short[] in = data(source);
    for (int i = 0; i < count * components; i++) {
      in[i] = (short) Math.round(samples[i] * MAX);
    }
    var target = raster(count, CHANNELS);
    operation.filter(source, target);
    short[] out = data(target);
    var rgb = new float[count * CHANNELS];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (out[i] & 0xffff) / MAX;
    }
    return rgb;
  }

  /** Whether any colour of a coarse grid moves by more than rounding. */
  private boolean changesColors() {
    if (components != CHANNELS) {
      return true;
    }
    int steps = 5;
    var grid = new float[steps * steps * steps * CHANNELS];
    for (int i = 0; i < steps * steps * steps; i++) {
      grid[3 * i] = i / (steps * steps) / (steps - 1f);
      grid[3 * i + 1] = i / steps % steps / (steps - 1f);
      grid[3 * i + 2] = i % steps / (steps - 1f);
    }
    float[] moved = apply(grid, steps * steps * steps);
    for (int i = 0; i < grid.length; i++) {
      if (Math.abs(grid[i] - moved[i]) > SAME) {
        return true;
      }
    }
    return false;
  }

  private static WritableRaster raster(int width, int bands) {
    return Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, width, 1, bands, null);
  }

  private static short[] data(Raster raster) {
    return ((DataBufferUShort) raster.getDataBuffer()).getData();
  }
}
