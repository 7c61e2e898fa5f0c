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
import java.util.Properties;

/**
 * Unpacks native libraries into a cache folder of the user and loads them from there. The loaders of the libraries would leave a
 * copy in the temporary folder for every process that is killed.
 */
public final class NativeLibraries {
    /** The system property that names the folder. */
    public static final String FOLDER_PROPERTY = "engram.natives";

    /** The environment variable that names the folder if the property is not set. */
    public static final String FOLDER_VARIABLE = "ENGRAM_NATIVES";

    private NativeLibraries() {}

    private static final class OpenCv {
        static {
            String library = "nu/pattern/opencv/" + platform("linux", "osx", "windows") + "/" + processor() + "/"
                    + System.mapLibraryName("opencv_java490");
            System.load(unpacked(library, fingerprint(library)).toString());
        }

        static void touch() {}
    }

    /**
     * Loads OpenCV, on the first call only.
     *
     * @throws UnsatisfiedLinkError if this build has no library for the platform
     */
    public static void loadOpenCv() {
        OpenCv.touch();
    }

    /**
     * Unpacks ONNX Runtime and points its loader to the folder, on the first call only.
     *
     * @throws UnsatisfiedLinkError if this build has no library for the platform
     */
    public static synchronized void locateOnnxRuntime() {
        if (System.getProperty("onnxruntime.native.path") != null) {
            return;
        }
        String folder = "ai/onnxruntime/native/" + platform("linux", "osx", "win") + "-"
                + (processor().equals("ARMv8") ? "aarch64" : "x64") + "/";
        String main = folder + System.mapLibraryName("onnxruntime");
        // Both libraries of a version are in one folder.
        String fingerprint = fingerprint(main);
        unpacked(folder + System.mapLibraryName("onnxruntime4j_jni"), fingerprint);
        Path library = unpacked(main, fingerprint);
        System.setProperty("onnxruntime.native.path", library.resolveSibling("").toString());
    }

    /**
     * Points the loader of FFmpeg to the folder, and switches off its own limits of memory, because a decoder has limits already.
     * Existing settings are kept.
     */
    public static synchronized void locateFfmpeg() {
        Properties settings = System.getProperties();
        settings.putIfAbsent(
                "org.bytedeco.javacpp.cachedir", folder().resolve("javacpp").toString());
        settings.putIfAbsent("org.bytedeco.javacpp.maxbytes", "0");
        settings.putIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", "0");
        settings.putIfAbsent("org.bytedeco.javacpp.nopointergc", "true");
    }

    private static String platform(String linux, String mac, String windows) {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.contains("win") ? windows : name.contains("mac") ? mac : linux;
    }

    private static String processor() {
        String name = System.getProperty("os.arch", "");
        return name.equals("aarch64") || name.equals("arm64") ? "ARMv8" : "x86_64";
    }

    /** Identifies the version of a library: its checksum in the jar. */
    private static String fingerprint(String resource) {
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
            throw new UnsatisfiedLinkError("This build does not contain " + resource);
        }
        return url;
    }

    /** The path of the unpacked library, in the folder of its version. */
    private static Path unpacked(String resource, String fingerprint) {
        URL url = url(resource);
        try {
            int name = resource.lastIndexOf('/');
            Path folder = folder().resolve(resource.substring(0, name).replace('/', '-') + "-" + fingerprint);
            Path library = folder.resolve(resource.substring(name + 1));
            if (!Files.exists(library)) {
                Files.createDirectories(folder);
                unpack(url, library);
            }
            return library;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot unpack " + resource + "; set " + FOLDER_VARIABLE + " to a writable folder", e);
        }
    }

    /** Unpacks by an atomic move, because two processes may unpack the same library at the same time. */
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
