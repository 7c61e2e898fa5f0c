package com.engram.inference.image.isolation;

import com.engram.inference.image.DecodeRequest;
import com.engram.inference.image.DecodedImage;
import com.engram.inference.image.Derivative;
import com.engram.inference.image.Edit;
import com.engram.inference.image.ImageWarning;
import com.engram.inference.image.Pixels;
import com.engram.inference.image.Region;
import com.engram.inference.image.RejectedImageException;
import com.engram.inference.image.RejectedImageException.Reason;
import com.engram.inference.image.Variant;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The binary protocol between worker and decoder process, over the standard streams of the decoder. */
final class DecoderProtocol {
    private static final int OK = 1;
    private static final int REJECTED = 2;
    /** The largest block that the worker accepts, so that a compromised decoder cannot exhaust its memory. */
    private static final int LARGEST_BLOCK = 64 << 20;

    private DecoderProtocol() {}

    /** A file to decode. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Request(byte[] file, DecodeRequest options) {}

    /** Writes a request. */
    static void write(DataOutputStream out, byte[] file, DecodeRequest request) throws IOException {
        out.writeByte(request.sides().size());
        for (int side : request.sides()) {
            out.writeInt(side);
        }
        out.writeBoolean(request.derivatives());
        out.writeByte(request.variants().size());
        for (Variant.Requested variant : request.variants()) {
            write(out, variant);
        }
        block(out, file);
        out.flush();
    }

    /**
     * Reads the next request.
     *
     * @throws java.io.EOFException if there are no more requests
     */
    static Request readRequest(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        List<Integer> sides = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sides.add(in.readInt());
        }
        boolean derivatives = in.readBoolean();
        List<Variant.Requested> variants = new ArrayList<>();
        for (int i = in.readUnsignedByte(); i > 0; i--) {
            variants.add(readRequested(in));
        }
        return new Request(block(in), new DecodeRequest(sides, derivatives, variants));
    }

    private static void write(DataOutputStream out, Variant.Requested variant) throws IOException {
        Edit edit = variant.edit();
        out.writeUTF(edit.kind().code());
        out.writeDouble(edit.region().x());
        out.writeDouble(edit.region().y());
        out.writeDouble(edit.region().width());
        out.writeDouble(edit.region().height());
        out.writeDouble(edit.amount());
        out.writeBoolean(variant.file());
    }

    private static Variant.Requested readRequested(DataInputStream in) throws IOException {
        Edit.Kind kind = Edit.Kind.ofCode(in.readUTF());
        Region region = new Region(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
        return new Variant.Requested(new Edit(kind, region, in.readDouble()), in.readBoolean());
    }

    /** Writes the response for a decoded image. */
    static void write(DataOutputStream out, DecodedImage image) throws IOException {
        out.writeByte(OK);
        out.writeInt(image.width());
        out.writeInt(image.height());
        out.writeByte(image.scaled().size());
        for (Pixels pixels : image.scaled()) {
            write(out, pixels);
        }
        write(out, image.preview());
        write(out, image.thumbnail());
        out.writeByte(image.warnings().size());
        for (ImageWarning warning : image.warnings()) {
            out.writeUTF(warning.code().code());
            out.writeUTF(warning.detail());
        }
        out.writeByte(image.variants().size());
        for (Variant variant : image.variants()) {
            write(out, variant);
        }
        out.flush();
    }

    /** Writes the response for a rejected image. */
    static void write(DataOutputStream out, RejectedImageException rejected) throws IOException {
        out.writeByte(REJECTED);
        out.writeUTF(rejected.reason().code());
        out.writeUTF(String.valueOf(rejected.getMessage()));
        out.flush();
    }

    /**
     * Reads a response.
     *
     * @throws IOException if the decoder has ended or the response is invalid
     */
    static DecodedImage readResponse(DataInputStream in) throws IOException, RejectedImageException {
        int kind = in.readUnsignedByte();
        if (kind == REJECTED) {
            throw new RejectedImageException(Reason.ofCode(in.readUTF()), in.readUTF());
        }
        if (kind != OK) {
            throw new IOException("Invalid response from the decoder");
        }
        int width = in.readInt();
        int height = in.readInt();
        List<Pixels> scaled = new ArrayList<>();
        for (int i = in.readUnsignedByte(); i > 0; i--) {
            scaled.add(readPixels(in));
        }
        Optional<Derivative> preview = readDerived(in);
        Optional<Derivative> thumbnail = readDerived(in);
        List<ImageWarning> warnings = new ArrayList<>();
        for (int i = in.readUnsignedByte(); i > 0; i--) {
            warnings.add(new ImageWarning(ImageWarning.Code.ofCode(in.readUTF()), in.readUTF()));
        }
        List<Variant> variants = new ArrayList<>();
        for (int i = in.readUnsignedByte(); i > 0; i--) {
            variants.add(new Variant(in.readInt(), in.readInt(), readPixels(in), in.readBoolean(), readDerived(in)));
        }
        return new DecodedImage(width, height, scaled, preview, thumbnail, warnings, variants);
    }

    private static void write(DataOutputStream out, Variant variant) throws IOException {
        out.writeInt(variant.width());
        out.writeInt(variant.height());
        write(out, variant.scaled());
        out.writeBoolean(variant.empty());
        write(out, variant.file());
    }

    private static void write(DataOutputStream out, Pixels pixels) throws IOException {
        out.writeInt(pixels.width());
        out.writeInt(pixels.height());
        block(out, pixels.rgb());
    }

    private static Pixels readPixels(DataInputStream in) throws IOException {
        return new Pixels(in.readInt(), in.readInt(), block(in));
    }

    private static void write(DataOutputStream out, Optional<Derivative> derived) throws IOException {
        out.writeBoolean(derived.isPresent());
        if (derived.isPresent()) {
            out.writeInt(derived.get().width());
            out.writeInt(derived.get().height());
            block(out, derived.get().jpeg());
        }
    }

    private static Optional<Derivative> readDerived(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(new Derivative(in.readInt(), in.readInt(), block(in))) : Optional.empty();
    }

    private static void block(DataOutputStream out, byte[] block) throws IOException {
        out.writeInt(block.length);
        out.write(block);
    }

    private static byte[] block(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST_BLOCK) {
            throw new IOException("Invalid response from the decoder");
        }
        byte[] block = new byte[length];
        in.readFully(block);
        return block;
    }
}
