package dev.jeton.cli.scene;

/** What light comes along a ray. One instance belongs to one thread. */
final class Rays {
  private static final double FAR = 9000; // metres
  private static final double[] SUN = Landscape.unit(-0.75, 0.5, -0.25);

  private final Terrain terrain;
  private final HeightMap near;
  private final HeightMap far;
  private final Noise noise;
  private final double[] normal = new double[3];

  Rays(Terrain terrain, HeightMap near, HeightMap far) {
    this.terrain = terrain;
    this.near = near;
    this.far = far;
    this.noise = terrain.noise();
  }

  private double elevation(double x, double z) {
    return near.covers(x, z) ? near.at(x, z) : far.at(x, z);
  }

  void trace(double[] from, double[] direction, double[] light) {
    double ground = march(from, direction, 1, FAR);
    double water = direction[1] < 0 ? -from[1] / direction[1] : FAR;
    if (water < ground && water < FAR) {
      mirror(from, direction, water, light);
    } else if (ground < FAR) {
      ground(from, direction, ground, light);
    } else {
      sky(direction, light);
    }
  }

  /** Metres along a ray to the ground, or {@code far}. */
  private double march(double[] from, double[] direction, double near, double far) {
    double t = near;
    double before = near;
    for (int step = 0; step < 300 && t < far; step++) {
      double above =
          from[1]
              + t * direction[1]
              - elevation(from[0] + t * direction[0], from[2] + t * direction[2]);
      if (above < 0.0006 * t) {
        return refine(from, direction, before, t);
      }
      before = t;
      t += Math.max(0.35 * above, 0.0015 * t);
    }
    return far;
  }

  private double refine(double[] from, double[] direction, double low, double high) {
    for (int i = 0; i < 6; i++) {
      double middle = (low + high) / 2;
      double x = from[0] + middle * direction[0];
      double z = from[2] + middle * direction[2];
      if (from[1] + middle * direction[1] < elevation(x, z)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private void ground(double[] from, double[] direction, double t, double[] light) {
    double x = from[0] + t * direction[0];
    double y = from[1] + t * direction[1];
    double z = from[2] + t * direction[2];
    slope(x, z, Math.max(0.02, 0.0008 * t));
    double fine = noise.cloudy(x * 1.7, z * 1.7, 6);
    double patches = noise.cloudy(x / 90, z / 90, 5);
    double steep = 1 - normal[1];
    double snow =
        Terrain.smooth(520, 760, y + 260 * (patches - 0.5)) * Terrain.smooth(0.5, 0.28, steep);
    double wood =
        Terrain.smooth(0.42, 0.58, patches)
            * Terrain.smooth(420, 260, y)
            * Terrain.smooth(4, 14, y);
    double rock = Terrain.smooth(0.22, 0.42, steep + 0.25 * (patches - 0.5));
    double crowns = wood * noise.cloudy(x / 5, z / 5, 3);
    double[] grass = {0.07 + 0.10 * patches, 0.10 + 0.06 * patches, 0.035};
    double shadow = shadow(x, y + 0.5, z);
    double sun = Math.max(0, dot(normal, SUN)) * shadow;
    double sky = 0.5 + 0.5 * normal[1];
    for (int c = 0; c < 3; c++) {
      double colour = grass[c] * (0.15 + 1.7 * fine);
      colour = mix(colour, (c == 1 ? 0.062 : 0.034) * (0.3 + 1.7 * crowns), wood);
      colour = mix(colour, (0.17 - 0.02 * c) * (0.6 + 0.8 * fine), rock);
      colour = mix(colour, (0.26 - 0.04 * c) * (0.6 + 0.8 * fine), Terrain.smooth(1.6, 0.3, y));
      colour = mix(colour, 0.78, snow);
      light[c] = colour * (sun * sunlight(c) + sky * skylight(c));
    }
    haze(direction, t, light);
  }

  private void slope(double x, double z, double step) {
    double dx = terrain.fine(x - step, z) - terrain.fine(x + step, z);
    double dz = terrain.fine(x, z - step) - terrain.fine(x, z + step);
    double length = Math.sqrt(dx * dx + 4 * step * step + dz * dz);
    normal[0] = dx / length;
    normal[1] = 2 * step / length;
    normal[2] = dz / length;
  }

  private double shadow(double x, double y, double z) {
    double lit = 1;
    for (double t = 6; t < 2200 && lit > 0; t *= 1.22) {
      double above = y + t * SUN[1] - elevation(x + t * SUN[0], z + t * SUN[2]);
      lit = Math.min(lit, 0.5 + 14 * above / t);
    }
    return Math.max(0, lit);
  }

  private void mirror(double[] from, double[] direction, double t, double[] light) {
    double x = from[0] + t * direction[0];
    double z = from[2] + t * direction[2];
    double calm = 1 / (1 + 0.006 * t);
    double wind = Terrain.smooth(0.4, 0.65, noise.cloudy(x / 220, z / 90, 3));
    double ripple = (0.006 + 0.05 * wind) * calm;
    double nx = ripple * (noise.cloudy(x * 0.9, z * 1.9, 4) - 0.5);
    double nz = ripple * 2 * (noise.cloudy(x * 0.7 + 40, z * 2.3, 4) - 0.5);
    double down = direction[0] * nx + direction[1] + direction[2] * nz;
    double[] up =
        Landscape.unit(
            direction[0] - 2 * down * nx,
            Math.abs(direction[1] - 2 * down),
            direction[2] - 2 * down * nz);
    double[] at = {x, 0.05, z};
    double ground = march(at, up, 2, FAR);
    if (ground < FAR) {
      ground(at, up, ground, light);
    } else {
      sky(up, light);
    }
    double facing = 1 - Math.min(1, -down);
    double mirrored = 0.04 + 0.92 * Math.pow(facing, 4);
    double shallow = Terrain.smooth(-5, 0, elevation(x, z));
    double[] deep = {0.012 + 0.09 * shallow, 0.045 + 0.08 * shallow, 0.055 + 0.04 * shallow};
    for (int c = 0; c < 3; c++) {
      light[c] = mix(deep[c], light[c], mirrored);
    }
    haze(direction, t, light);
  }

  private void sky(double[] direction, double[] light) {
    double up = Math.max(direction[1], 0.0);
    double toSun = Math.max(0, dot(direction, SUN));
    double far = 1 / (up + 0.06);
    double billow = noise.cloudy(direction[0] * far * 0.55 + 11, direction[2] * far * 0.55 + 3, 7);
    double cloud = Terrain.smooth(0.5, 0.78, billow) * Terrain.smooth(0.01, 0.12, up);
    double shade =
        noise.cloudy(direction[0] * far * 0.55 + 11.12, direction[2] * far * 0.55 + 3.1, 5);
    for (int c = 0; c < 3; c++) {
      double blue = mix(new double[] {0.62, 0.72, 0.84}[c], skylight(c) * 0.95, Math.pow(up, 0.42));
      double glow = sunlight(c) * (0.05 * Math.pow(toSun, 6) + 0.25 * Math.pow(toSun, 90));
      double white = sunlight(c) * 0.36 * (1.25 - 0.7 * shade) + 0.2;
      light[c] = mix(blue + glow, white, 0.85 * cloud);
    }
  }

  private static void haze(double[] direction, double t, double[] light) {
    double toSun = Math.max(0, dot(direction, SUN));
    for (int c = 0; c < 3; c++) {
      double air = 0.42 + 0.10 * c + 0.18 * Math.pow(toSun, 4) * (2 - c) / 2;
      light[c] = mix(air, light[c], Math.exp(-t * (0.00005 + 0.00002 * c)));
    }
  }

  private static double sunlight(int channel) {
    return 2.5 - 0.38 * channel;
  }

  private static double skylight(int channel) {
    return 0.16 + 0.16 * channel;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }
}
