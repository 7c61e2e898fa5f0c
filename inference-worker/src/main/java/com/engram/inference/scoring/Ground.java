package com.engram.inference.scoring;

import com.engram.inference.picture.Pixels;
import java.util.Arrays;

/**
 * A picture's plain ground, its commonest colour, and what stands on it: a thing cut out of a photograph has the texture and
 * the many colours of one, a drawing has neither.
 *
 * @param flatBeside the share of neighbours exactly alike, among those that are not both ground
 * @param colours how many make up nine tenths of what is not ground, of 4096
 */
public record Ground(double flatBeside, int colours) {
    private static final int NEAR = 4;
    private static final double MOST = 0.9;

    /** What is ground, and what is not. */
    public static Ground of(Pixels pixels) {
        byte[] rgb = pixels.rgb();
        int width = pixels.width();
        boolean[] ground = ground(rgb);
        int[] counts = new int[4096];
        int others = 0;
        long pairs = 0;
        long alike = 0;
        for (int i = 0; i < ground.length; i++) {
            int at = 3 * i;
            if (!ground[i]) {
                others++;
                counts[(rgb[at] & 0xF0) << 4 | (rgb[at + 1] & 0xF0) | (rgb[at + 2] & 0xF0) >> 4]++;
            }
            if (i % width > 0 && !(ground[i] && ground[i - 1])) {
                pairs++;
                alike += rgb[at] == rgb[at - 3] && rgb[at + 1] == rgb[at - 2] && rgb[at + 2] == rgb[at - 1] ? 1 : 0;
            }
        }
        return new Ground(pairs == 0 ? 1 : (double) alike / pairs, colours(counts, others));
    }

    private static boolean[] ground(byte[] rgb) {
        int[] counts = new int[1 << 18];
        int commonest = 0;
        for (int at = 0; at < rgb.length; at += 3) {
            int colour = (rgb[at] & 0xFC) << 10 | (rgb[at + 1] & 0xFC) << 4 | (rgb[at + 2] & 0xFC) >> 2;
            commonest = ++counts[colour] > counts[commonest] ? colour : commonest;
        }
        boolean[] ground = new boolean[rgb.length / 3];
        for (int i = 0; i < ground.length; i++) {
            ground[i] = near(rgb[3 * i], commonest >> 12)
                    && near(rgb[3 * i + 1], commonest >> 6 & 63)
                    && near(rgb[3 * i + 2], commonest & 63);
        }
        return ground;
    }

    private static boolean near(byte value, int step) {
        return Math.abs((value & 0xFF) - (4 * step + 2)) <= NEAR;
    }

    private static int colours(int[] counts, int others) {
        int[] sorted = Arrays.stream(counts).sorted().toArray();
        int colours = 0;
        for (long covered = 0; covered < MOST * others; colours++) {
            covered += sorted[sorted.length - 1 - colours];
        }
        return colours;
    }
}
