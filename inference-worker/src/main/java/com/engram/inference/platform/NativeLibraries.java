package com.engram.inference.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
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
public final class NativeLibraries {
    /** The system property and the environment variable that name the folder. */
    public static final String FOLDER_PROPERTY = "engram.natives";

    public static final String FOLDER_VARIABLE = "ENGRAM_NATIVES";

    private NativeLibraries() {}

    private static final class OpenCv {
        static {
            String library = "nu/pattern/opencv/" + platform("linux", "osx", "windows") + "/" + processor() + "/"
                    + System.mapLibraryName("opencv_java490");
            System.load(unpacked(library, mark(library)).toString());
        }

        static void touch() {}
    }

    /** Loads OpenCV, the first time only. */
    public static void loadOpenCv() {
        OpenCv.touch();
    }

    /** Unpacks ONNX Runtime and tells its loader where it lies. */
    public static synchronized void locateOnnxRuntime() {
        if (System.getProperty("onnxruntime.native.path") != null) {
            return;
        }
        String folder = "ai/onnxruntime/native/" + platform("linux", "osx", "win") + "-"
                + (processor().equals("ARMv8") ? "aarch64" : "x64") + "/";
        String main = folder + System.mapLibraryName("onnxruntime");
        // Both of one version lie side by side, apart from those of any other.
        String mark = mark(main);
        unpacked(folder + System.mapLibraryName("onnxruntime4j_jni"), mark);
        Path library = unpacked(main, mark);
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

    /** Tells one version of a library from the others: its checksum in the archive that it comes in. */
    private static String mark(String resource) {
        try {
            URLConnection connection = url(resource).openConnection();
            connection.setUseCaches(false);
            return connection instanceof JarURLConnection jar
                    ? Long.toHexString(jar.getJarEntry().getCrc())
                    : Long.toHexString(connection.getContentLengthLong());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }

    private static URL url(String resource) {
        URL url = NativeLibraries.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new UnsatisfiedLinkError("This build holds no " + resource);
        }
        return url;
    }

    /** The library's path on disk, in the folder of its version. */
    private static Path unpacked(String resource, String mark) {
        URL url = url(resource);
        try {
            int name = resource.lastIndexOf('/');
            Path folder = folder().resolve(resource.substring(0, name).replace('/', '-') + "-" + mark);
            Path library = folder.resolve(resource.substring(name + 1));
            if (!Files.exists(library)) {
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
