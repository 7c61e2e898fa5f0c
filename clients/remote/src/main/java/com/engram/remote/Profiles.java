package com.engram.remote;

import com.engram.client.http.Json;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The file with the profiles. Only its owner may read it, because it has API keys. */
final class Profiles {

    private final Path file;

    /** @param terminal may name the file with {@code ENGRAM_PROFILES}; it is below the home folder otherwise */
    Profiles(Terminal terminal) {
        this.file = terminal.variable("ENGRAM_PROFILES")
                .map(Path::of)
                .orElseGet(() -> terminal.variable("XDG_CONFIG_HOME")
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"))
                        .resolve("engram/profiles.json"));
    }

    private record Content(@Nullable Map<String, Profile> profiles) {}

    Path file() {
        return file;
    }

    /** All profiles by name. */
    Map<String, Profile> list() {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        try {
            Content content = Json.read(Files.readAllBytes(file), Content.class);
            return content.profiles() == null ? new TreeMap<>() : new TreeMap<>(content.profiles());
        } catch (IOException e) {
            throw new RemoteException("The profiles in " + file + " cannot be read. Correct or delete the file.");
        }
    }

    Optional<Profile> find(String name) {
        return Optional.ofNullable(list().get(name));
    }

    /** Adds or replaces a profile. */
    void save(String name, Profile profile) {
        Map<String, Profile> all = list();
        all.put(name, profile);
        write(all);
    }

    /** Removes a profile; false if there is none with this name. */
    boolean remove(String name) {
        Map<String, Profile> all = list();
        boolean removed = all.remove(name) != null;
        if (removed) {
            write(all);
        }
        return removed;
    }

    private void write(Map<String, Profile> all) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(fresh);
            try (SeekableByteChannel channel = Files.newByteChannel(
                            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly());
                    var writer = Channels.newWriter(channel, StandardCharsets.UTF_8)) {
                writer.write(Json.write(new Content(all)));
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RemoteException("The profiles cannot be saved in " + file + ": " + e.getMessage());
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        // On Windows, a file in the user's folder is the user's alone by default.
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
