package com.engram.inference.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes an ONNX model, node by node. The field numbers are those of onnx.proto, IR version 8, operator set 13. */
public final class OnnxGraphWriter {
    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

    private final ProtobufWriter graph = new ProtobufWriter().text(2, "engram");

    /**
     * An integer attribute of a node.
     *
     * @param name the name of the attribute
     * @param list whether the attribute is a list
     * @param values one integer, or those of the list
     */
    public record Attribute(String name, boolean list, long... values) {
        /** An attribute with one integer. */
        public static Attribute of(String name, long value) {
            return new Attribute(name, false, value);
        }

        /** An attribute with a list of integers. */
        public static Attribute list(String name, long... values) {
            return new Attribute(name, true, values);
        }
    }

    /** Adds a constant tensor. */
    public OnnxGraphWriter constant(String name, float[] values, long... shape) {
        ProtobufWriter tensor = new ProtobufWriter();
        for (long side : shape) {
            tensor.integer(1, side);
        }
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        graph.message(5, tensor.integer(2, FLOAT).text(8, name).raw(9, raw.array()));
        return this;
    }

    /** Adds a node, whose name is that of its output. */
    public OnnxGraphWriter node(String operator, List<String> inputs, String output, Attribute... attributes) {
        ProtobufWriter node = new ProtobufWriter();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, output).text(4, operator);
        for (Attribute attribute : attributes) {
            node.message(5, encoded(attribute));
        }
        graph.message(1, node);
        return this;
    }

    /** Adds an input of the graph. A dimension is a number, or a name if it may have any size. */
    public OnnxGraphWriter input(String name, Object... shape) {
        graph.message(11, value(name, shape));
        return this;
    }

    /** Adds an output of the graph. A dimension is a number, or a name if it may have any size. */
    public OnnxGraphWriter output(String name, Object... shape) {
        graph.message(12, value(name, shape));
        return this;
    }

    /** The model as a file. */
    public byte[] toByteArray() {
        ProtobufWriter operators = new ProtobufWriter().text(1, "").integer(2, 13);
        return new ProtobufWriter()
                .integer(1, 8)
                .text(2, "engram")
                .message(7, graph)
                .message(8, operators)
                .toByteArray();
    }

    private static ProtobufWriter encoded(Attribute attribute) {
        ProtobufWriter message = new ProtobufWriter().text(1, attribute.name());
        for (long value : attribute.values()) {
            message.integer(attribute.list() ? 8 : 3, value);
        }
        return message.integer(20, attribute.list() ? ATTRIBUTE_INTS : ATTRIBUTE_INT);
    }

    private static ProtobufWriter value(String name, Object... shape) {
        ProtobufWriter sides = new ProtobufWriter();
        for (Object side : shape) {
            sides.message(
                    1,
                    side instanceof String free
                            ? new ProtobufWriter().text(2, free)
                            : new ProtobufWriter().integer(1, ((Number) side).longValue()));
        }
        ProtobufWriter type = new ProtobufWriter().integer(1, FLOAT).message(2, sides);
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, type));
    }
}
