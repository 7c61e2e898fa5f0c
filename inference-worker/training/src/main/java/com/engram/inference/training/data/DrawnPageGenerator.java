package com.engram.inference.training.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Generates random images that are not photographs: pages of text, windows, charts, tables, drawings and banners. The detector
 * of drawn pages is trained on them. Letters are random strokes, so that the machine needs no font.
 */
public final class DrawnPageGenerator {
    private static final int SHORTEST = 500;
    private static final int LONGEST = 1600;

    private final Random random;
    private final Graphics2D pen;
    private final int width;
    private final int height;
    private final Color ground;
    private final Color ink;
    private final Color accent;

    private DrawnPageGenerator(BufferedImage image, Random random) {
        this.random = random;
        this.pen = image.createGraphics();
        this.width = image.getWidth();
        this.height = image.getHeight();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        boolean dark = random.nextInt(4) == 0;
        float hue = random.nextFloat();
        float tint = random.nextInt(2) == 0 ? 0 : 0.3f * random.nextFloat();
        ground = Color.getHSBColor(
                hue, tint, dark ? 0.05f + 0.25f * random.nextFloat() : 0.85f + 0.15f * random.nextFloat());
        ink = Color.getHSBColor(hue, tint, dark ? 0.75f + 0.25f * random.nextFloat() : 0.4f * random.nextFloat());
        accent = Color.getHSBColor(
                random.nextFloat(), 0.4f + 0.6f * random.nextFloat(), 0.4f + 0.6f * random.nextFloat());
    }

    /** Draws one page. The same state of {@code random} gives the same page. */
    public static BufferedImage draw(Random random) {
        int width = between(random, SHORTEST, LONGEST);
        int height = between(random, SHORTEST, LONGEST);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        DrawnPageGenerator page = new DrawnPageGenerator(image, random);
        page.draw();
        page.pen.dispose();
        return image;
    }

    private void draw() {
        fill(ground, 0, 0, width, height);
        int margin = Math.min(width, height) / between(8, 30);
        int right = width - margin;
        int bottom = height - margin;
        switch (random.nextInt(6)) {
            case 0 -> columns(margin, margin, right, bottom);
            case 1 -> window(margin, right, bottom);
            case 2 -> chart(2 * margin, margin, right, bottom - margin);
            case 3 -> table(margin, margin, right, bottom);
            case 4 -> shapes(between(3, 25));
            default -> banner(margin, right, bottom);
        }
    }

    /** A page of text in one to three columns, with or without a headline. */
    private void columns(int left, int top, int right, int bottom) {
        int size = between(9, 30);
        int from = top;
        if (random.nextBoolean()) {
            line(left, from, right, 2 * size);
            from += 4 * size;
        }
        int columns = between(1, 3);
        int column = (right - left) / columns;
        for (int i = 0; i < columns; i++) {
            text(left + i * column, from, left + (i + 1) * column - size, bottom, size);
        }
    }

    private void text(int left, int top, int right, int bottom, int size) {
        int spacing = size * between(13, 20) / 10;
        int paragraph = between(3, 12);
        int written = 0;
        for (int y = top; y + size < bottom; y += spacing) {
            boolean last = ++written % paragraph == 0;
            line(left, y, last ? left + (right - left) * between(2, 9) / 10 : right, size);
            y += last ? spacing / 2 : 0;
        }
    }

    private void window(int margin, int right, int bottom) {
        int bar = height / between(10, 24);
        fill(accent, 0, 0, width, bar);
        line(margin, bar / 3, right / 2, bar / 3);
        int side = random.nextBoolean() ? width / between(4, 7) : 0;
        if (side > 0) {
            fill(mixed(ground, ink, 0.1f), 0, bar, side, height - bar);
            text(margin / 2, bar + margin, side - margin / 2, bottom, between(10, 18));
        }
        int cards = between(1, 3);
        int cell = (right - side - margin) / cards;
        int rows = between(1, 4);
        int tall = (bottom - bar - margin) / rows;
        for (int i = 0; i < cards * rows; i++) {
            int x = side + margin + i % cards * cell;
            int y = bar + margin + i / cards * tall;
            fill(mixed(ground, ink, 0.06f), x, y, cell * 9 / 10, tall * 9 / 10);
            text(x + 10, y + 10, x + cell * 8 / 10, y + tall * between(2, 8) / 10, between(10, 22));
            if (random.nextBoolean()) {
                pen.setColor(accent);
                pen.fillRoundRect(x + 10, y + tall * 7 / 10, Math.min(120, cell / 2), 28, 10, 10);
            }
        }
    }

    private void chart(int left, int top, int right, int bottom) {
        pen.setColor(ink);
        pen.setStroke(new BasicStroke(2));
        pen.drawLine(left, top, left, bottom);
        pen.drawLine(left, bottom, right, bottom);
        int steps = between(4, 20);
        int step = Math.max(4, (right - left) / steps);
        int kind = random.nextInt(3);
        int before = bottom;
        for (int i = 0; i < steps; i++) {
            int x = left + i * step;
            int y = between(top, Math.max(top + 1, bottom - 10));
            pen.setColor(accent);
            if (kind == 0) {
                pen.fillRect(x + step / 5, y, step * 3 / 5, bottom - y);
            } else if (kind == 1) {
                pen.drawLine(x, before, x + step, y);
            } else {
                pen.fillOval(x, y, 10, 10);
            }
            before = y;
            pen.setColor(ink);
            line(x, bottom + 6, x + step * 2 / 3, 10);
        }
        line(left, top / 3, right * 2 / 3, 18);
    }

    private void table(int left, int top, int right, int bottom) {
        int columns = between(2, 8);
        int size = between(9, 20);
        int row = size * between(2, 3);
        for (int y = top, n = 0; y + row < bottom; y += row, n++) {
            if (n % 2 == 0) {
                fill(mixed(ground, ink, 0.08f), left, y, right - left, row);
            }
            for (int i = 0; i < columns; i++) {
                int x = left + i * (right - left) / columns;
                pen.setColor(ink);
                line(x + 6, y + size / 2, x + (right - left) * between(3, 9) / 10 / columns, size);
            }
        }
    }

    /** Overlapping flat shapes, with or without outlines. */
    private void shapes(int count) {
        boolean outlined = random.nextBoolean();
        pen.setStroke(new BasicStroke(between(1, 10)));
        for (int i = 0; i < count; i++) {
            Path2D shape = new Path2D.Float();
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            int reach = Math.min(width, height) / between(2, 10);
            shape.moveTo(x, y);
            for (int corner = between(2, 6); corner > 0; corner--) {
                if (random.nextBoolean()) {
                    shape.lineTo(around(x, reach), around(y, reach));
                } else {
                    shape.curveTo(
                            around(x, reach),
                            around(y, reach),
                            around(x, reach),
                            around(y, reach),
                            around(x, reach),
                            around(y, reach));
                }
            }
            shape.closePath();
            pen.setColor(Color.getHSBColor(random.nextFloat(), random.nextFloat(), 0.2f + 0.8f * random.nextFloat()));
            pen.fill(random.nextInt(3) == 0 ? new Ellipse2D.Float(x, y, reach, reach) : shape);
            if (outlined) {
                pen.setColor(ink);
                pen.draw(shape);
            }
        }
    }

    private void banner(int left, int right, int bottom) {
        pen.setPaint(new GradientPaint(0, 0, accent, width, height, random.nextBoolean() ? accent : ground));
        pen.fillRect(0, 0, width, height);
        shapes(random.nextInt(4));
        pen.setColor(random.nextBoolean() ? Color.WHITE : ink);
        int size = height / between(5, 14);
        int y = between(left, Math.max(left + 1, height / 2));
        for (int lines = between(1, 3); lines > 0 && y + size < bottom; lines--) {
            line(left, y, left + (right - left) * between(4, 10) / 10, size);
            y += size * 3 / 2;
        }
        text(left, y, right * 2 / 3, Math.min(bottom, y + height / 5), Math.max(9, size / 3));
    }

    /** Words from {@code left} to about {@code right}, as tall as {@code size}. */
    private void line(int left, int top, int right, int size) {
        if (pen.getColor().equals(ground) || random.nextInt(40) == 0) {
            pen.setColor(ink);
        }
        pen.setStroke(new BasicStroke(Math.max(1, size / (float) between(5, 12))));
        int glyph = Math.max(3, size / 2);
        int x = left;
        while (x + glyph < right) {
            for (int letters = between(1, 10); letters > 0 && x + glyph < right; letters--) {
                letter(x, top, glyph, size);
                x += glyph + Math.max(1, size / 8);
            }
            x += glyph;
        }
    }

    /** Two to four strokes between the points of a grid. */
    private void letter(int x, int y, int wide, int tall) {
        boolean low = random.nextInt(3) > 0;
        for (int strokes = between(2, 4); strokes > 0; strokes--) {
            int fromX = x + wide * random.nextInt(3) / 2;
            int fromY = row(y, tall, low);
            int toX = x + wide * random.nextInt(3) / 2;
            int toY = row(y, tall, low);
            if (random.nextInt(3) == 0) {
                pen.drawArc(
                        Math.min(fromX, toX),
                        y + (low ? tall / 3 : 0),
                        wide,
                        low ? tall * 2 / 3 : tall,
                        90 * random.nextInt(4),
                        90 * between(1, 4));
            } else {
                pen.drawLine(fromX, fromY, random.nextBoolean() ? fromX : toX, toY);
            }
        }
    }

    /** The y coordinate of a grid line of a letter; lower-case letters start a third lower. */
    private int row(int y, int tall, boolean low) {
        int top = low ? y + tall / 3 : y;
        return top + (y + tall - top) * random.nextInt(3) / 2;
    }

    /** Fills a rectangle and sets the colour back to the ink. */
    private void fill(Color colour, int x, int y, int wide, int tall) {
        pen.setColor(colour);
        pen.fillRect(x, y, wide, tall);
        pen.setColor(ink);
    }

    private static Color mixed(Color a, Color b, float share) {
        return new Color(
                (int) (a.getRed() + share * (b.getRed() - a.getRed())),
                (int) (a.getGreen() + share * (b.getGreen() - a.getGreen())),
                (int) (a.getBlue() + share * (b.getBlue() - a.getBlue())));
    }

    private int around(int middle, int reach) {
        return middle + random.nextInt(2 * reach + 1) - reach;
    }

    private int between(int low, int high) {
        return between(random, low, high);
    }

    private static int between(Random random, int low, int high) {
        return low + random.nextInt(high - low + 1);
    }
}
