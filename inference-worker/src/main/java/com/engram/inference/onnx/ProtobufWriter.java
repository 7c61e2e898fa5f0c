package com.engram.inference.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Just enough of protocol buffers' wire format to write an ONNX file: the library would be larger than the engine. */
final class ProtobufWriter {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    /** A value as long as this is kept as it is, and copied once, at the end: weights lie four messages deep. */
    private static final int LARGE = 4096;

    /** What was written before {@link #bytes}. */
    private final List<byte[]> before = new ArrayList<>();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int size;

    ProtobufWriter integer(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    ProtobufWriter real(int field, float value) {
        tag(field, FIXED_32);
        int bits = Float.floatToIntBits(value);
        for (int shift = 0; shift < 32; shift += 8) {
            bytes.write(bits >>> shift);
        }
        return this;
    }

    ProtobufWriter text(int field, String value) {
        return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufWriter message(int field, ProtobufWriter value) {
        value.cut();
        tag(field, LENGTH_DELIMITED);
        varint(value.size);
        cut();
        value.before.forEach(this::append);
        return this;
    }

    ProtobufWriter raw(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.length);
        if (value.length >= LARGE) {
            cut();
            append(value);
        } else {
            bytes.writeBytes(value);
        }
        return this;
    }

    byte[] toByteArray() {
        cut();
        ByteBuffer all = ByteBuffer.allocate(size);
        before.forEach(all::put);
        return all.array();
    }

    private void cut() {
        if (bytes.size() > 0) {
            append(bytes.toByteArray());
            bytes.reset();
        }
    }

    private void append(byte[] part) {
        before.add(part);
        size += part.length;
    }

    private void tag(int field, int wireType) {
        varint(((long) field << 3) | wireType);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
