package com.engram.inference.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the wire format of protocol buffers. The protobuf library would be larger than the engine. */
final class ProtobufWriter {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    /** Values of at least this size are not copied into the parent message but only once, at the end. */
    private static final int LARGE = 4096;

    /** The parts that were written before {@link #bytes}. */
    private final List<byte[]> parts = new ArrayList<>();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int size;

    /** Adds an integer. */
    ProtobufWriter integer(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /** Adds a string. */
    ProtobufWriter text(int field, String value) {
        return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a nested message. */
    ProtobufWriter message(int field, ProtobufWriter value) {
        value.flush();
        tag(field, LENGTH_DELIMITED);
        varint(value.size);
        flush();
        value.parts.forEach(this::append);
        return this;
    }

    /** Adds bytes. */
    ProtobufWriter raw(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.length);
        if (value.length >= LARGE) {
            flush();
            append(value);
        } else {
            bytes.writeBytes(value);
        }
        return this;
    }

    /** The message in wire format. */
    byte[] toByteArray() {
        flush();
        ByteBuffer all = ByteBuffer.allocate(size);
        parts.forEach(all::put);
        return all.array();
    }

    private void flush() {
        if (bytes.size() > 0) {
            append(bytes.toByteArray());
            bytes.reset();
        }
    }

    private void append(byte[] part) {
        parts.add(part);
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
