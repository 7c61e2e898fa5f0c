package com.engram.inference.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Unpacks native libraries once and for all into a folder of the user's, where the libraries' own loaders would leave a copy
 * in the temporary folder for every process that is killed.
 */
public final class Natives {
    /** The system property and the environment variable that name the folder. */
    static final String FOLDER_PROPERTY = "engram.natives";

    static final String FOLDER_VARIABLE = "ENGRAM_NATIVES";

    private Natives() {}

    private static final class OpenCv {
        static {
            System.load(unpacked("nu/pattern/opencv/" + platform("linux", "osx", "windows") + "/" + processor() + "/"
                            + System.mapLibraryName("opencv_java490"))
                    .toString());
        }

        static void touch() {}
    }

    /** Loads OpenCV, the first time only. */
    public static void loadOpenCv() {
        OpenCv.touch();
    }

    /** Unpacks ONNX Runtime and tells its loader where it lies. */
    public static void locateOnnxRuntime() {
        if (System.getProperty("onnxruntime.native.path") != null) {
            return;
        }
        String folder = "ai/onnxruntime/native/" + platform("linux", "osx", "win") + "-"
                + (processor().equals("ARMv8") ? "aarch64" : "x64") + "/";
        unpacked(folder + System.mapLibraryName("onnxruntime4j_jni"));
        Path library = unpacked(folder + System.mapLibraryName("onnxruntime"));
        System.setProperty("onnxruntime.native.path", library.resolveSibling("").toString());
    }

    private static String platform(String linux, String mac, String windows) {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.contains("win") ? windows : name.contains("mac") ? mac : linux;
    }

    private static String processor() {
        String name = System.getProperty("os.arch", "");
        return name.equals("aarch64") || name.equals("arm64") ? "ARMv8" : "x86_64";
    }

    /** The library's path on disk; another version has another size and replaces it. */
    private static Path unpacked(String resource) {
        URL url = Natives.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new UnsatisfiedLinkError("This build holds no " + resource);
        }
        try {
            URLConnection entry = url.openConnection();
            entry.setUseCaches(false);
            int name = resource.lastIndexOf('/');
            Path folder = folder().resolve(resource.substring(0, name).replace('/', '-'));
            Path library = folder.resolve(resource.substring(name + 1));
            if (!Files.exists(library) || Files.size(library) != entry.getContentLengthLong()) {
                Files.createDirectories(folder);
                unpack(url, library);
            }
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + resource + "; set " + FOLDER_VARIABLE, e);
        }
    }

    /** Two processes may do this at once: each writes its own copy, and one of them stays. */
    private static void unpack(URL url, Path library) throws IOException {
        Path copy = Files.createTempFile(library.getParent(), "unpacking", ".part");
        try (InputStream in = url.openStream()) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(copy, library, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static Path folder() {
        String configured = System.getProperty(FOLDER_PROPERTY);
        String variable = configured == null ? System.getenv(FOLDER_VARIABLE) : configured;
        return variable != null
                ? Path.of(variable)
                : Path.of(System.getProperty("user.home"), ".cache", "engram", "natives");
    }
}
