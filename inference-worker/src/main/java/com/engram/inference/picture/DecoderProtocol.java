package com.engram.inference.picture;

import com.engram.inference.picture.RejectedPicture.Reason;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What worker and decoder say to each other over the decoder's standard streams. */
final class DecoderProtocol {
    private static final int OK = 1;
    private static final int REJECTED = 2;
    /** Of what a decoder gone mad may answer, lest it exhaust the worker; no file that is asked about is larger. */
    private static final int LARGEST_BLOCK = 64 << 20;

    private DecoderProtocol() {}

    /** A question. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Question(byte[] file, DecodeRequest request) {}

    static void write(DataOutputStream out, byte[] file, DecodeRequest request) throws IOException {
        out.writeByte(request.sides().size());
        for (int side : request.sides()) {
            out.writeInt(side);
        }
        out.writeBoolean(request.derivatives());
        block(out, file);
        out.flush();
    }

    /** The next question; an EOFException means that there are no more. */
    static Question readQuestion(DataInputStream in) throws IOException {
        int count = in.readUnsignedByte();
        List<Integer> sides = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sides.add(in.readInt());
        }
        boolean derivatives = in.readBoolean();
        return new Question(block(in), new DecodeRequest(sides, derivatives));
    }

    static void write(DataOutputStream out, Picture picture) throws IOException {
        out.writeByte(OK);
        out.writeInt(picture.width());
        out.writeInt(picture.height());
        out.writeByte(picture.scaled().size());
        for (Pixels pixels : picture.scaled()) {
            out.writeInt(pixels.width());
            out.writeInt(pixels.height());
            block(out, pixels.rgb());
        }
        write(out, picture.preview());
        write(out, picture.thumbnail());
        out.flush();
    }

    static void write(DataOutputStream out, RejectedPicture rejected) throws IOException {
        out.writeByte(REJECTED);
        out.writeUTF(rejected.reason().code());
        out.writeUTF(String.valueOf(rejected.getMessage()));
        out.flush();
    }

    static Picture readAnswer(DataInputStream in) throws IOException, RejectedPicture {
        int kind = in.readUnsignedByte();
        if (kind == REJECTED) {
            throw new RejectedPicture(Reason.ofCode(in.readUTF()), in.readUTF());
        }
        if (kind != OK) {
            throw new IOException("The decoder speaks in tongues");
        }
        int width = in.readInt();
        int height = in.readInt();
        List<Pixels> scaled = new ArrayList<>();
        for (int i = in.readUnsignedByte(); i > 0; i--) {
            scaled.add(new Pixels(in.readInt(), in.readInt(), block(in)));
        }
        return new Picture(width, height, scaled, readDerived(in), readDerived(in));
    }

    private static void write(DataOutputStream out, Optional<Derived> derived) throws IOException {
        out.writeBoolean(derived.isPresent());
        if (derived.isPresent()) {
            out.writeInt(derived.get().width());
            out.writeInt(derived.get().height());
            block(out, derived.get().jpeg());
        }
    }

    private static Optional<Derived> readDerived(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(new Derived(in.readInt(), in.readInt(), block(in))) : Optional.empty();
    }

    private static void block(DataOutputStream out, byte[] block) throws IOException {
        out.writeInt(block.length);
        out.write(block);
    }

    private static byte[] block(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST_BLOCK) {
            throw new IOException("The decoder speaks in tongues");
        }
        byte[] block = new byte[length];
        in.readFully(block);
        return block;
    }
}
