package com.engram.images.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An archive of which only a limited number of bytes can be read until its directory is read. The directory is held in
 * memory, and an archive made for an attack lists millions of files.
 */
final class BoundedZipChannel implements SeekableByteChannel {

    private final SeekableByteChannel archive;
    private long remaining;

    BoundedZipChannel(Path archive, long limit) throws IOException {
        this.archive = Files.newByteChannel(archive);
        this.remaining = limit;
    }

    /** Lifts the limit: from now on the files are read, one after the other. */
    void directoryRead() {
        remaining = Long.MAX_VALUE;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int read = archive.read(into);
        remaining -= Math.max(0, read);
        if (remaining < 0) {
            throw new ZipBombException(
                    "This archive lists more files than are accepted at once. Send several archives.");
        }
        return read;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() throws IOException {
        return archive.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        archive.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return archive.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return archive.isOpen();
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
