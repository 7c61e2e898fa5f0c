package com.engram.inference.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes AVIF and HEIC files around coded images. */
public final class HeifBuilder {
    private final String brand;
    private final List<Item> items = new ArrayList<>();
    private final List<byte[]> references = new ArrayList<>();
    private boolean longBoxes;
    private byte[] movie = {};
    private byte[] track = {};

    private record Item(String type, byte[] data, List<byte[]> properties) {}

    /** A file of that major brand. */
    public HeifBuilder(String brand) {
        this.brand = brand;
    }

    /** Adds an item; the first is the primary one. The ids count from 1. */
    public HeifBuilder item(String type, byte[] data, byte[]... properties) {
        items.add(new Item(type, data, List.of(properties)));
        return this;
    }

    /** Adds a reference between items. */
    public HeifBuilder reference(String type, int from, int... to) {
        ByteBuffer body = ByteBuffer.allocate(4 + 2 * to.length);
        body.putShort((short) from).putShort((short) to.length);
        for (int item : to) {
            body.putShort((short) item);
        }
        references.add(box(type, body.array()));
        return this;
    }

    /** Writes the length of the box with the data in 64 bits, as cameras do. */
    public HeifBuilder longBoxes() {
        longBoxes = true;
        return this;
    }

    /** Adds the track of an image sequence, whose first frame is these data. */
    public HeifBuilder sequence(String codec, byte[] configuration, byte[] data, int width, int height, int frames) {
        movie = data;
        byte[] entry = ByteBuffer.allocate(78)
                .putShort(6, (short) 1)
                .putShort(24, (short) width)
                .putShort(26, (short) height)
                .array();
        byte[] table = join(
                box("stsd", join(number(0), number(1), box(codec, join(entry, configuration)))),
                box("stsz", join(number(0), number(data.length), number(frames))),
                box("stco", join(number(0), number(1), number(offsetOfMovie()))));
        byte[] handler = box("hdlr", join(number(0), number(0), ascii("pict"), new byte[12]));
        byte[] header = ByteBuffer.allocate(84).putInt(40, 1 << 16).array();
        byte[] media = box("mdia", join(handler, box("minf", box("stbl", table))));
        track = box("moov", box("trak", join(box("tkhd", header), media)));
        return this;
    }

    private static int offsetOfMovie() {
        return 24 + 8;
    }

    /** The file. */
    public byte[] build() {
        byte[] type = box("ftyp", join(ascii(brand), number(0), ascii("mif1"), ascii(brand)));
        byte[] before = movie.length > 0 ? box("mdat", movie) : new byte[0];
        if (items.isEmpty()) {
            return join(type, before, track);
        }
        byte[] draft = meta(0);
        int start = type.length + before.length + track.length + draft.length + (longBoxes ? 16 : 8);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        items.forEach(item -> data.writeBytes(item.data));
        byte[] content = longBoxes
                ? join(
                        number(1),
                        ascii("mdat"),
                        ByteBuffer.allocate(8).putLong(16L + data.size()).array(),
                        data.toByteArray())
                : box("mdat", data.toByteArray());
        return join(type, before, track, meta(start), content);
    }

    private byte[] meta(int start) {
        ByteArrayOutputStream infos = new ByteArrayOutputStream();
        ByteArrayOutputStream locations = new ByteArrayOutputStream();
        ByteArrayOutputStream properties = new ByteArrayOutputStream();
        ByteArrayOutputStream associations = new ByteArrayOutputStream();
        int offset = start;
        int property = 0;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            byte[] id = {0, (byte) (i + 1)};
            infos.writeBytes(
                    box("infe", join(new byte[] {2, 0, 0, 0}, id, new byte[2], ascii(item.type), new byte[1])));
            locations.writeBytes(join(id, new byte[2], new byte[] {0, 1}, number(offset), number(item.data.length)));
            offset += item.data.length;
            associations.writeBytes(join(id, new byte[] {(byte) item.properties.size()}));
            for (byte[] own : item.properties) {
                properties.writeBytes(own);
                associations.write(++property);
            }
        }
        byte[] count = {0, (byte) items.size()};
        return box(
                "meta",
                join(
                        number(0),
                        box("hdlr", join(number(0), number(0), ascii("pict"), new byte[13])),
                        box("pitm", join(number(0), new byte[] {0, 1})),
                        box("iinf", join(number(0), count, infos.toByteArray())),
                        box("iref", join(number(0), join(references.toArray(byte[][]::new)))),
                        box(
                                "iprp",
                                join(
                                        box("ipco", properties.toByteArray()),
                                        box(
                                                "ipma",
                                                join(number(0), number(items.size()), associations.toByteArray())))),
                        box("iloc", join(number(0), new byte[] {0x44, 0}, count, locations.toByteArray()))));
    }

    /** The property with the size of an image. */
    public static byte[] size(int width, int height) {
        return box("ispe", join(number(0), number(width), number(height)));
    }

    /** The property that keeps a rectangle in the middle of an image. */
    public static byte[] crop(int width, int height) {
        return box(
                "clap",
                join(number(width), number(1), number(height), number(1), number(0), number(1), number(0), number(1)));
    }

    /** The property that turns an image by quarters anticlockwise. */
    public static byte[] turn(int quarters) {
        return box("irot", new byte[] {(byte) quarters});
    }

    /** The property that exchanges left and right, or top and bottom. */
    public static byte[] mirror(boolean leftRight) {
        return box("imir", new byte[] {(byte) (leftRight ? 1 : 0)});
    }

    /** The property that tells what an auxiliary image is. */
    public static byte[] auxiliary(String kind) {
        return box("auxC", join(number(0), ascii(kind), new byte[1]));
    }

    /** The property with the colours by the codes of ITU-T H.273, in full range. */
    public static byte[] colour(int primaries, int transfer, int matrix) {
        return box("colr", join(ascii("nclx"), new byte[] {
            0, (byte) primaries, 0, (byte) transfer, 0, (byte) matrix, (byte) 0x80
        }));
    }

    /** A box of that type. */
    public static byte[] box(String type, byte[] body) {
        return join(number(8 + body.length), ascii(type), body);
    }

    /** Those bytes one after the other. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
