package com.engram.remote;

import com.engram.client.images.ImageFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An image that was named on the command line. */
sealed interface ImageSource {

    /** As the person named it, or its path in a folder that the person named. */
    String name();

    /** A file on this machine. */
    record File(Path path) implements ImageSource {
        @Override
        public String name() {
            return path.toString();
        }
    }

    /** An image that the server downloads. */
    record Url(URI url) implements ImageSource {
        @Override
        public String name() {
            return url.toString();
        }
    }

    /**
     * The images of arguments. Of a folder, all files with the suffix of an image are taken, in the order of their names.
     *
     * @param recursive whether to look into folders of folders
     */
    static List<ImageSource> expand(List<String> arguments, boolean recursive) {
        List<ImageSource> sources = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("https://") || argument.startsWith("http://")) {
                sources.add(new Url(ProfileOption.parseUrl(argument)));
            } else {
                Path path = Path.of(argument);
                if (Files.isDirectory(path)) {
                    listImages(path, recursive).forEach(file -> sources.add(new File(file)));
                } else if (Files.isReadable(path)) {
                    sources.add(new File(path));
                } else {
                    throw new RemoteException("There is no readable file or folder " + Text.printable(argument) + ".");
                }
            }
        }
        if (sources.isEmpty()) {
            throw new RemoteException("There are no images there. For folders in folders, add --recursive.");
        }
        return sources;
    }

    /** The images in a folder, without hidden files. */
    static List<Path> listImages(Path folder, boolean recursive) {
        try (Stream<Path> files = Files.walk(folder, recursive ? Integer.MAX_VALUE : 1)) {
            return files.filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().startsWith(".")
                            && ImageFile.hasImageSuffix(file))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new RemoteException("The folder " + folder + " cannot be read: " + e.getMessage());
        }
    }
}
