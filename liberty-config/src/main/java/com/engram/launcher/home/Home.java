package com.engram.launcher.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one installation: database, objects, secrets, logs. Opening it takes a lock, which is released when it is
 * closed or the process ends.
 */
public final class Home implements AutoCloseable {
    private final Path root;
    private final @Nullable FileChannel lockFile;

    private Home(Path root, @Nullable FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Creates the folder if it does not exist, and takes its lock.
     *
     * @throws LauncherException if another launcher holds the lock, or the folder cannot be written
     */
    public static Home open(Path folder) throws LauncherException {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return lock(root);
        } catch (IOException e) {
            throw new LauncherException("Cannot use " + root + " as home: " + e.getMessage() + ".");
        }
    }

    /** Whether a running launcher holds the folder's lock. */
    public static boolean isInUse(Path folder) throws IOException {
        Path lock = folder.toAbsolutePath().normalize().resolve("lock");
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            @Nullable FileLock free = file.tryLock();
            return free == null;
        }
    }

    /** The home of another, running launcher, without its lock. */
    public static Home withoutLock(Path folder) {
        return new Home(folder.toAbsolutePath().normalize(), null);
    }

    private static Home lock(Path root) throws IOException, LauncherException {
        FileChannel file = FileChannel.open(
                root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        @Nullable FileLock lock = file.tryLock();
        if (lock == null) {
            String holder = Files.readString(root.resolve("lock")).trim();
            file.close();
            throw new LauncherException(root + " is in use by another Engram (process " + holder + ").");
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
        return new Home(root, file);
    }

    /** A folder or file of this home. */
    public Path at(String name) {
        return root.resolve(name);
    }

    /** A folder of this home, created if it does not exist. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(at(name));
    }

    /** Creates a folder that only its owner may enter. */
    public static void privateFolder(Path folder) throws IOException {
        var ownerOnly = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
        Files.setPosixFilePermissions(folder, ownerOnly);
    }

    @Override
    public void close() throws IOException {
        if (lockFile != null) {
            lockFile.close();
        }
    }
}
