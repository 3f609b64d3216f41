package dev.jeton.media.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * Samples of an ICC profile's colour space to sRGB; with 8 bits where the source has no more, since
 * the JDK is ten times slower with 16.
 */
final class ProfileConversion implements ColorConversion {
  private static final int CHANNELS = 3;
  private static final float SAME = 1.5f / 255;
  private static final int GRID = 5;

  private final ColorConvertOp operation;
  private final int components;
  private final int type;
  private final float max;

  private ProfileConversion(ICC_Profile profile, boolean deep) {
    components = profile.getNumComponents();
    type = deep ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
    max = deep ? 65535 : 255;
    operation =
        new ColorConvertOp(
            new ICC_Profile[] {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)}, null);
  }

  /**
   * The conversion; null where the profile is sRGB in effect.
   *
   * @param deep whether samples have more than 8 bits
   */
  static @Nullable ProfileConversion toSrgb(ICC_Profile profile, boolean deep) {
    if (new ICC_ColorSpace(profile).isCS_sRGB()
        || !new ProfileConversion(profile, true).changesColors()) {
      return null;
    }
    return new ProfileConversion(profile, deep);
  }

  @Override
  public float[] apply(float[] samples, int count) {
    var source = Raster.createInterleavedRaster(type, count, 1, components, null);
    var in = source.getDataBuffer();
    for (int i = 0; i < count * components; i++) {
      in.setElem(i, Math.round(samples[i] * max));
    }
    var target = Raster.createInterleavedRaster(type, count, 1, CHANNELS, null);
    operation.filter(source, target);
    var out = target.getDataBuffer();
    var rgb = new float[count * CHANNELS];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = out.getElem(i) / max;
    }
    return rgb;
  }

  /** Whether any colour of a coarse grid moves by more than rounding. */
  private boolean changesColors() {
    if (components != CHANNELS) {
      return true;
    }
    int colors = GRID * GRID * GRID;
    var grid = new float[colors * CHANNELS];
    for (int i = 0; i < colors; i++) {
      grid[3 * i] = i / (GRID * GRID) / (GRID - 1f);
      grid[3 * i + 1] = i / GRID % GRID / (GRID - 1f);
      grid[3 * i + 2] = i % GRID / (GRID - 1f);
    }
    float[] moved = apply(grid, colors);
    for (int i = 0; i < grid.length; i++) {
      if (Math.abs(grid[i] - moved[i]) > SAME) {
        return true;
      }
    }
    return false;
  }
}
