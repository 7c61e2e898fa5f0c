package com.engram.images.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An archive of which only so many bytes are read until it is open: its directory is held in memory whole, and one made
 * to do harm lists millions of files.
 */
final class BoundedZipChannel implements SeekableByteChannel {

    private final SeekableByteChannel archive;
    private long left;

    BoundedZipChannel(Path archive, long most) throws IOException {
        this.archive = Files.newByteChannel(archive);
        this.left = most;
    }

    /** From now on files are read from it, one after the other. */
    void opened() {
        left = Long.MAX_VALUE;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int read = archive.read(into);
        left -= Math.max(0, read);
        if (left < 0) {
            throw new ZipBombException("This archive lists more files than are taken at once. Send several.");
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
