package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.headers.HeifFile.HeifColour;
import com.engram.inference.image.headers.HeifImage.Change;
import com.engram.inference.image.headers.HeifImage.Codec;
import com.engram.inference.image.headers.HeifImage.Coded;
import com.engram.inference.image.headers.HeifImage.Turn;
import java.util.List;
import java.util.Optional;

/** The track of an image sequence, such as an animated AVIF. */
final class HeifSequence {
    private final Box header;
    private final List<Box> table;
    private final Box description;
    private final Codec codec;

    private HeifSequence(Box header, List<Box> table, Box description, Codec codec) {
        this.header = header;
        this.table = table;
        this.description = description;
        this.codec = codec;
    }

    /** The first track of images; empty if there is none in a known codec. */
    static Optional<HeifSequence> find(Box moov) throws ByteSlice.Truncated {
        for (Box track : moov.children(0)) {
            if (track.type().equals("trak")) {
                Optional<HeifSequence> sequence = of(track.children(0));
                if (sequence.isPresent()) {
                    return sequence;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<HeifSequence> of(List<Box> track) throws ByteSlice.Truncated {
        Optional<Box> header = Box.find(track, "tkhd");
        List<Box> media = within(track, "mdia");
        Optional<Box> handler = Box.find(media, "hdlr");
        List<Box> table = within(within(media, "minf"), "stbl");
        Optional<Box> descriptions = Box.find(table, "stsd");
        boolean images = handler.isPresent()
                && (handler.get().body().has(8, "pict") || handler.get().body().has(8, "vide"));
        if (!images || header.isEmpty() || descriptions.isEmpty()) {
            return Optional.empty();
        }
        for (Box description : descriptions.get().children(8)) {
            Optional<Codec> codec = codec(description.type());
            if (codec.isPresent()) {
                return Optional.of(new HeifSequence(header.get(), table, description, codec.get()));
            }
        }
        return Optional.empty();
    }

    private static List<Box> within(List<Box> boxes, String type) throws ByteSlice.Truncated {
        Optional<Box> box = Box.find(boxes, type);
        return box.isEmpty() ? List.of() : box.get().children(0);
    }

    private static Optional<Codec> codec(String type) {
        return switch (type) {
            case "av01" -> Optional.of(Codec.AV1);
            case "hvc1", "hev1" -> Optional.of(Codec.HEVC);
            case "avc1" -> Optional.of(Codec.H264);
            default -> Optional.empty();
        };
    }

    /** The number of frames. */
    int frames() {
        try {
            Optional<Box> sizes = Box.find(table, "stsz");
            return sizes.isEmpty()
                    ? 1
                    : (int) Math.min(Integer.MAX_VALUE, sizes.get().body().u32(8));
        } catch (ByteSlice.Truncated e) {
            return 1;
        }
    }

    /** The first frame, upright. */
    HeifImage firstFrame(ByteSlice file) throws ByteSlice.Truncated, RejectedImageException {
        // The fields of a visual sample entry take 78 bytes.
        List<Box> properties = description.children(78);
        int width = description.body().u16(24);
        int height = description.body().u16(26);
        Optional<Box> configuration = Box.find(properties, HeifFile.configurationBox(codec));
        Optional<Box> sizes = Box.find(table, "stsz");
        if (configuration.isEmpty() || sizes.isEmpty()) {
            throw HeaderValidator.damaged("The image sequence has no decoder configuration.");
        }
        long length = sizes.get().body().u32(4);
        length = length == 0 ? sizes.get().body().u32(12) : length;
        long offset = offset();
        if (length > file.size() - offset) {
            throw HeaderValidator.cutOff(file.size(), offset + length);
        }
        byte[] data = file.slice(offset, length).copy();
        HeifColour colour = HeifColour.of(properties);
        int quarters = quarters();
        List<Change> changes = quarters == 0 ? List.of() : List.of(new Turn(quarters));
        boolean turned = quarters % 2 == 1;
        return new HeifImage(
                turned ? height : width,
                turned ? width : height,
                new Coded(codec, configuration.get().body().copy(), data, width, height),
                changes,
                colour.colour(),
                colour.matrix(),
                Optional.empty());
    }

    private long offset() throws ByteSlice.Truncated, RejectedImageException {
        Optional<Box> narrow = Box.find(table, "stco");
        if (narrow.isPresent()) {
            return narrow.get().body().u32(8);
        }
        Optional<Box> wide = Box.find(table, "co64");
        if (wide.isPresent()) {
            return wide.get().body().u64(8);
        }
        throw HeaderValidator.damaged("The image sequence has no frames.");
    }

    /** The rotation of the track's matrix, in quarter turns anticlockwise. */
    private int quarters() throws ByteSlice.Truncated {
        long matrix = header.version() == 0 ? 40 : 52;
        int a = (int) header.body().u32(matrix);
        int b = (int) header.body().u32(matrix + 4);
        if (b > 0) {
            return 3;
        }
        return b < 0 ? 1 : a < 0 ? 2 : 0;
    }
}
