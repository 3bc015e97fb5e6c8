package io.xiu.hls.playlist;

/**
 * RESOLUTION of a variant.
 *
 * @param width pixels, not negative
 * @param height pixels, not negative
 */
public record Resolution(int width, int height) {
    public Resolution {
        Syntax.checkNotNegative("width", width);
        Syntax.checkNotNegative("height", height);
    }

    /** As it is written: {@code 1920x1080}. */
    @Override
    public String toString() {
        return width + "x" + height;
    }

    static Resolution read(String text) {
        int by = text.indexOf('x');
        if (by < 0) {
            throw new IllegalArgumentException("not a resolution: " + Syntax.shown(text));
        }
        return new Resolution(Syntax.smallInteger(text.substring(0, by)), Syntax.smallInteger(text.substring(by + 1)));
    }
}
