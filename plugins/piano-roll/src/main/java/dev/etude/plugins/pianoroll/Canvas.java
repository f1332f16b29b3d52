package dev.etude.plugins.pianoroll;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture that is painted on; colours are {@code 0xRRGGBB}, lengths are pixels, the origin is the upper left corner.
 */
final class Canvas {
    private final int width;
    private final int height;
    private final BufferedImage image;
    private final int[] pixels;

    Canvas(int width, int height, int background) {
        this.width = width;
        this.height = height;
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        Arrays.fill(pixels, background);
    }

    /** Fills a rectangle; what lies outside the picture is left out. */
    void rectangle(int x, int y, int rectangleWidth, int rectangleHeight, int colour) {
        int right = Math.min(width, x + rectangleWidth);
        for (int row = Math.max(0, y); row < Math.min(height, y + rectangleHeight); row++) {
            for (int column = Math.max(0, x); column < right; column++) {
                pixels[row * width + column] = colour;
            }
        }
    }

    /** Writes a text whose capitals are {@code size} tall and stand on {@code baseline}. */
    void text(String text, double x, double baseline, double size, int colour) {
        double unit = size / Lettering.CAPITAL;
        double radius = Math.max(0.55, size * 0.07);
        int left = (int) Math.floor(x - radius - 1);
        int top = (int) Math.floor(baseline - size * 1.2);
        // Coverage is gathered first and painted once: where two strokes meet, their soft edges must not add up.
        double[][] coverage = new double[(int) (size * 1.8)][(int) (textWidth(text, size) + 2 * radius + 4)];
        for (Lettering.Line line : Lettering.lines(text)) {
            cover(coverage, x + line.fromX() * unit - left, baseline - (line.fromY() - Lettering.BASELINE) * unit - top,
                    x + line.toX() * unit - left, baseline - (line.toY() - Lettering.BASELINE) * unit - top, radius);
        }
        for (int row = Math.max(0, -top); row < Math.min(coverage.length, height - top); row++) {
            for (int column = Math.max(0, -left); column < Math.min(coverage[row].length, width - left); column++) {
                blend((top + row) * width + left + column, colour, coverage[row][column]);
            }
        }
    }

    /** How wide a text of a size is. */
    static double textWidth(String text, double size) {
        return Lettering.width(text) * size / Lettering.CAPITAL;
    }

    /** The picture as a PNG file's bytes. */
    byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return bytes.toByteArray();
    }

    /** Adds a line with round ends; a pixel is covered as far as it lies within {@code radius} of the line. */
    private static void cover(double[][] coverage, double fromX, double fromY, double toX, double toY, double radius) {
        int right = (int) Math.min(coverage[0].length - 1, Math.max(fromX, toX) + radius + 1);
        int bottom = (int) Math.min(coverage.length - 1, Math.max(fromY, toY) + radius + 1);
        for (int row = (int) Math.max(0, Math.min(fromY, toY) - radius - 1); row <= bottom; row++) {
            for (int column = (int) Math.max(0, Math.min(fromX, toX) - radius - 1); column <= right; column++) {
                double distance = distance(column + 0.5, row + 0.5, fromX, fromY, toX, toY);
                double covered = Math.max(0, Math.min(1, radius + 0.5 - distance));
                coverage[row][column] = Math.max(coverage[row][column], covered);
            }
        }
    }

    private static double distance(double x, double y, double fromX, double fromY, double toX, double toY) {
        double alongX = toX - fromX;
        double alongY = toY - fromY;
        double squared = alongX * alongX + alongY * alongY;
        double along = squared == 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / squared;
        double nearest = Math.max(0, Math.min(1, along));
        double offX = x - fromX - nearest * alongX;
        double offY = y - fromY - nearest * alongY;
        return Math.sqrt(offX * offX + offY * offY);
    }

    private void blend(int pixel, int colour, double opacity) {
        int blended = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int below = pixels[pixel] >> shift & 0xFF;
            int above = colour >> shift & 0xFF;
            blended |= (int) Math.round(below + (above - below) * opacity) << shift;
        }
        pixels[pixel] = blended;
    }
}
