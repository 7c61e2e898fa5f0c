package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.headers.HeifImage.Change;
import com.engram.inference.image.headers.HeifImage.Codec;
import com.engram.inference.image.headers.HeifImage.Coded;
import com.engram.inference.image.headers.HeifImage.Content;
import com.engram.inference.image.headers.HeifImage.Crop;
import com.engram.inference.image.headers.HeifImage.Derived;
import com.engram.inference.image.headers.HeifImage.Grid;
import com.engram.inference.image.headers.HeifImage.Layer;
import com.engram.inference.image.headers.HeifImage.Matrix;
import com.engram.inference.image.headers.HeifImage.Mirror;
import com.engram.inference.image.headers.HeifImage.Overlay;
import com.engram.inference.image.headers.HeifImage.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the boxes of an AVIF or HEIC file: the primary item with its own size, crop, rotation, reflection and colour. Thumbnails,
 * gain maps and other auxiliary images are not the image. A file without primary item is an image sequence, whose first frame is
 * the image.
 */
public final class HeifFile {
    private static final Set<String> NEWER = Set.of("mif2", "mif3");
    private static final Set<String> SEQUENCES = Set.of("avis", "msf1", "hevc", "hevx");
    /** Derived images may refer to derived images, but not in circles. */
    private static final int MAX_DEPTH = 4;

    private static final int MAX_TILES = 4096;

    private final ByteSlice bytes;
    private final List<Box> boxes;
    private final boolean withData;

    /** @param withData whether to copy the coded data, which a header does not need */
    private HeifFile(ByteSlice bytes, boolean withData) throws ByteSlice.Truncated {
        this.bytes = bytes;
        this.withData = withData;
        this.boxes = Box.list(bytes);
    }

    /**
     * The image of a file.
     *
     * @throws RejectedImageException if the file contains none that can be decoded, or not all of its data
     */
    public static HeifImage image(byte[] file) throws RejectedImageException {
        try {
            return new HeifFile(ByteSlice.of(file), true).image();
        } catch (ByteSlice.Truncated e) {
            throw HeaderValidator.damaged("The box structure of the file is damaged.");
        }
    }

    static ImageHeader header(ByteSlice bytes) throws ByteSlice.Truncated, RejectedImageException {
        HeifFile file = new HeifFile(bytes, false);
        file.checkBrands();
        HeifImage image = file.image();
        return ImageHeader.of(file.format(image.content()), image.width(), image.height())
                .withFrames(file.isSequence() ? file.frames() : 1)
                .withColour(3, image.colour().orElse(SourceColour.SRGB))
                .withScalable(image.content() instanceof Grid);
    }

    private void checkBrands() throws ByteSlice.Truncated, RejectedImageException {
        String brand = bytes.ascii(8, 4);
        if (NEWER.contains(brand)) {
            throw HeaderValidator.unsupported("Newer HEIF (" + brand + ")");
        }
        if (brand.equals("crx ")) {
            throw HeaderValidator.unsupported("Raw camera");
        }
        Optional<Box> moov = Box.find(boxes, "moov");
        if (Box.find(boxes, "meta").isEmpty() && (moov.isEmpty() || !isSequence())) {
            for (Box box : boxes) {
                if (box.isCutOff(bytes)) {
                    throw HeaderValidator.cutOff(bytes.size(), box.end());
                }
            }
            throw HeaderValidator.unsupported("Video");
        }
    }

    private boolean isSequence() throws ByteSlice.Truncated {
        Box first = boxes.get(0);
        for (long at = 0; at + 4 <= first.body().size(); at += 4) {
            if (at != 4 && SEQUENCES.contains(first.body().ascii(at, 4))) {
                return true;
            }
        }
        return false;
    }

    private int frames() throws ByteSlice.Truncated {
        Optional<Box> moov = Box.find(boxes, "moov");
        return moov.isEmpty()
                ? 1
                : HeifSequence.find(moov.get()).map(HeifSequence::frames).orElse(1);
    }

    private ImageFormat format(Content content) {
        if (content instanceof Grid grid) {
            return format(grid.tiles().get(0));
        } else if (content instanceof Derived derived) {
            return format(derived.image().content());
        } else if (content instanceof Overlay overlay) {
            return format(overlay.layers().get(0).image().content());
        }
        return ((Coded) content).codec() == Codec.AV1 ? ImageFormat.AVIF : ImageFormat.HEIC;
    }

    private HeifImage image() throws ByteSlice.Truncated, RejectedImageException {
        Optional<Box> meta = Box.find(boxes, "meta");
        if (meta.isPresent()) {
            if (meta.get().isCutOff(bytes)) {
                throw HeaderValidator.cutOff(bytes.size(), meta.get().end());
            }
            HeifItems items = HeifItems.read(bytes, meta.get());
            if (!items.type(items.primary()).isEmpty()) {
                items.checkComplete();
                return image(items, items.primary(), 0);
            }
        }
        Optional<Box> moov = Box.find(boxes, "moov");
        Optional<HeifSequence> sequence = moov.isEmpty() ? Optional.empty() : HeifSequence.find(moov.get());
        if (sequence.isEmpty()) {
            throw HeaderValidator.damaged("The file contains no image.");
        }
        return sequence.get().firstFrame(bytes);
    }

    private HeifImage image(HeifItems items, long item, int depth) throws ByteSlice.Truncated, RejectedImageException {
        if (depth > MAX_DEPTH) {
            throw HeaderValidator.damaged("The images of the file are nested too deeply.");
        }
        if (items.type(item).equals("tmap")) { // an image with a gain map; the first input is the image without it
            return image(items, first(items, item), depth + 1);
        }
        Content content = content(items, item, depth);
        List<Change> changes = changes(items.properties(item), content.width(), content.height());
        int width = content.width();
        int height = content.height();
        for (Change change : changes) {
            if (change instanceof Crop crop) {
                width = crop.width();
                height = crop.height();
            } else if (change instanceof Turn turn && turn.quarters() % 2 == 1) {
                int swapped = width;
                width = height;
                height = swapped;
            }
        }
        HeifColour colour = HeifColour.of(items.properties(item));
        if (colour.isEmpty() && content instanceof Grid) {
            colour = HeifColour.of(items.properties(first(items, item)));
        }
        return new HeifImage(
                width,
                height,
                content,
                changes,
                colour.colour(),
                colour.matrix(),
                depth < MAX_DEPTH ? alpha(items, item) : Optional.empty());
    }

    private static long first(HeifItems items, long item) throws RejectedImageException {
        List<Long> inputs = items.referred("dimg", item);
        if (inputs.isEmpty()) {
            throw HeaderValidator.damaged("An image of the file refers to no other.");
        }
        return inputs.get(0);
    }

    private Content content(HeifItems items, long item, int depth) throws ByteSlice.Truncated, RejectedImageException {
        return switch (items.type(item)) {
            case "grid" -> grid(items, item);
            case "iovl" -> overlay(items, item, depth);
            case "iden" -> new Derived(image(items, first(items, item), depth + 1));
            default -> coded(items, item);
        };
    }

    private Coded coded(HeifItems items, long item) throws ByteSlice.Truncated, RejectedImageException {
        String type = items.type(item);
        Codec codec = switch (type) {
            case "hvc1", "hev1" -> Codec.HEVC;
            case "av01" -> Codec.AV1;
            case "avc1" -> Codec.H264;
            case "vvc1" -> throw HeaderValidator.unsupported("H.266 HEIF");
            default -> throw HeaderValidator.unsupported("HEIF with " + type.replaceAll("[^A-Za-z0-9]", "?"));
        };
        Optional<Box> size = items.property(item, "ispe");
        Optional<Box> configuration = items.property(item, configurationBox(codec));
        if (size.isEmpty() || configuration.isEmpty()) {
            throw HeaderValidator.damaged("The image has no size or no decoder configuration.");
        }
        return new Coded(
                codec,
                configuration.get().body().copy(),
                withData ? items.data(item) : new byte[0],
                side(size.get().body().u32(4)),
                side(size.get().body().u32(8)));
    }

    static String configurationBox(Codec codec) {
        return switch (codec) {
            case HEVC -> "hvcC";
            case AV1 -> "av1C";
            case H264 -> "avcC";
        };
    }

    private Grid grid(HeifItems items, long item) throws ByteSlice.Truncated, RejectedImageException {
        ByteSlice data = ByteSlice.of(items.data(item));
        int bytes = (data.u8(1) & 1) != 0 ? 4 : 2;
        int rows = data.u8(2) + 1;
        int columns = data.u8(3) + 1;
        List<Long> inputs = items.referred("dimg", item);
        if (inputs.size() < rows * columns || rows * columns > MAX_TILES) {
            throw HeaderValidator.damaged("The image does not have all of its tiles.");
        }
        List<Coded> tiles = new ArrayList<>();
        for (long tile : inputs.subList(0, rows * columns)) {
            tiles.add(coded(items, tile));
        }
        return new Grid(rows, columns, side(data.number(4, bytes)), side(data.number(4 + bytes, bytes)), tiles);
    }

    private Overlay overlay(HeifItems items, long item, int depth) throws ByteSlice.Truncated, RejectedImageException {
        ByteSlice data = ByteSlice.of(items.data(item));
        int bytes = (data.u8(1) & 1) != 0 ? 4 : 2;
        List<Integer> fill = List.of(data.u16(2) >> 8, data.u16(4) >> 8, data.u16(6) >> 8);
        List<Layer> layers = new ArrayList<>();
        long at = 10 + 2L * bytes;
        for (long input : items.referred("dimg", item)) {
            layers.add(new Layer(
                    image(items, input, depth + 1), signed(data, at, bytes), signed(data, at + bytes, bytes)));
            at += 2L * bytes;
        }
        if (layers.isEmpty()) {
            throw HeaderValidator.damaged("An image of the file refers to no other.");
        }
        return new Overlay(side(data.number(10, bytes)), side(data.number(10 + bytes, bytes)), fill, layers);
    }

    private static int signed(ByteSlice data, long at, int bytes) throws ByteSlice.Truncated {
        return bytes == 2 ? (short) data.u16(at) : (int) data.u32(at);
    }

    private static int side(long length) {
        return (int) Math.min(Integer.MAX_VALUE, length);
    }

    private static List<Change> changes(List<Box> properties, int width, int height) throws ByteSlice.Truncated {
        List<Change> changes = new ArrayList<>();
        int wide = width;
        int high = height;
        for (Box property : properties) {
            switch (property.type()) {
                case "clap" -> {
                    Optional<Crop> crop = crop(property.body(), wide, high);
                    if (crop.isPresent()) {
                        changes.add(crop.get());
                        wide = crop.get().width();
                        high = crop.get().height();
                    }
                }
                case "irot" -> {
                    Turn turn = new Turn(property.body().u8(0) & 3);
                    changes.add(turn);
                    int swapped = wide;
                    wide = turn.quarters() % 2 == 1 ? high : wide;
                    high = turn.quarters() % 2 == 1 ? swapped : high;
                }
                case "imir" -> changes.add(new Mirror((property.body().u8(0) & 1) == 1));
                default -> {} // not a change
            }
        }
        return changes;
    }

    /** The rectangle of a clean aperture. One that extends beyond the image is ignored, as browsers do. */
    private static Optional<Crop> crop(ByteSlice body, int width, int height) throws ByteSlice.Truncated {
        double[] values = new double[4];
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) body.u32(8L * i) / (double) (int) body.u32(8L * i + 4);
            if (!Double.isFinite(values[i])) {
                return Optional.empty();
            }
        }
        int wide = (int) Math.round(values[0]);
        int high = (int) Math.round(values[1]);
        int left = (int) Math.round(values[2] + (width - values[0]) / 2);
        int top = (int) Math.round(values[3] + (height - values[1]) / 2);
        boolean inside = wide > 0 && high > 0 && left >= 0 && top >= 0 && left + wide <= width && top + high <= height;
        return inside ? Optional.of(new Crop(left, top, wide, high)) : Optional.empty();
    }

    private Optional<HeifImage> alpha(HeifItems items, long item) throws ByteSlice.Truncated, RejectedImageException {
        for (long auxiliary : items.referring("auxl", item)) {
            Optional<Box> kind = items.property(auxiliary, "auxC");
            if (kind.isPresent() && isAlpha(kind.get().body())) {
                Content content =
                        items.type(auxiliary).equals("grid") ? grid(items, auxiliary) : coded(items, auxiliary);
                return Optional.of(new HeifImage(
                        content.width(),
                        content.height(),
                        content,
                        List.of(),
                        Optional.empty(),
                        HeifColour.of(items.properties(auxiliary)).matrix(),
                        Optional.empty()));
            }
        }
        return Optional.empty();
    }

    private static boolean isAlpha(ByteSlice kind) {
        return kind.has(4, "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha") || kind.has(4, "urn:mpeg:hevc:2015:auxid:1");
    }

    /** The colour properties of an item or a track. */
    record HeifColour(Optional<SourceColour> colour, Optional<Matrix> matrix) {
        static HeifColour of(List<Box> properties) throws ByteSlice.Truncated {
            Optional<SourceColour> profile = Optional.empty();
            Optional<SourceColour> codes = Optional.empty();
            Optional<Matrix> matrix = Optional.empty();
            for (Box property : properties) {
                ByteSlice body = property.body();
                if (property.type().equals("colr") && (body.has(0, "prof") || body.has(0, "rICC"))) {
                    profile = Optional.of(
                            new SourceColour.Icc(body.slice(4, body.size() - 4).copy()));
                } else if (property.type().equals("colr") && body.has(0, "nclx")) {
                    codes = Optional.of(new SourceColour.CodePoints(body.u16(4), body.u16(6)));
                    matrix = Optional.of(new Matrix(body.u16(8), (body.u8(10) & 0x80) != 0));
                }
            }
            return new HeifColour(profile.isPresent() ? profile : codes, matrix);
        }

        boolean isEmpty() {
            return colour.isEmpty() && matrix.isEmpty();
        }
    }
}
