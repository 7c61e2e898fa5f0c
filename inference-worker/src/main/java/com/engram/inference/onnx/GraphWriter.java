package com.engram.inference.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes one ONNX graph node by node. Field numbers are those of onnx.proto, IR version 8, operator set 13. */
final class GraphWriter {
    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

    private final Protobuf graph = new Protobuf().text(2, "engram");

    /** An attribute of a node: a name and one or more integers. */
    record Attribute(String name, boolean list, long... values) {
        static Attribute of(String name, long value) {
            return new Attribute(name, false, value);
        }

        static Attribute list(String name, long... values) {
            return new Attribute(name, true, values);
        }
    }

    GraphWriter constant(String name, float[] values, long... shape) {
        Protobuf tensor = new Protobuf();
        for (long side : shape) {
            tensor.integer(1, side);
        }
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        graph.message(5, tensor.integer(2, FLOAT).text(8, name).raw(9, raw.array()));
        return this;
    }

    GraphWriter node(String operator, List<String> inputs, String output, Attribute... attributes) {
        Protobuf node = new Protobuf();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, output).text(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, encoded(attribute));
        }
        graph.message(1, node);
        return this;
    }

    GraphWriter input(String name, Object... shape) {
        graph.message(11, value(name, shape));
        return this;
    }

    GraphWriter output(String name, Object... shape) {
        graph.message(12, value(name, shape));
        return this;
    }

    byte[] toByteArray() {
        Protobuf operators = new Protobuf().text(1, "").integer(2, 13);
        return new Protobuf()
                .integer(1, 8)
                .text(2, "engram")
                .message(7, graph)
                .message(8, operators)
                .toByteArray();
    }

    private static Protobuf encoded(Attribute attribute) {
        Protobuf message = new Protobuf().text(1, attribute.name());
        for (long value : attribute.values()) {
            message.integer(attribute.list() ? 8 : 3, value);
        }
        return message.integer(20, attribute.list() ? ATTRIBUTE_INTS : ATTRIBUTE_INT);
    }

    /** A side given as text is free: the graph takes any size there. */
    private static Protobuf value(String name, Object... shape) {
        Protobuf sides = new Protobuf();
        for (Object side : shape) {
            sides.message(
                    1,
                    side instanceof String free
                            ? new Protobuf().text(2, free)
                            : new Protobuf().integer(1, ((Number) side).longValue()));
        }
        Protobuf type = new Protobuf().integer(1, FLOAT).message(2, sides);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, type));
    }
}
