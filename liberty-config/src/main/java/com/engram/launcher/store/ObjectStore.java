package com.engram.launcher.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.shaded.org.eclipse.jetty.server.Server;

/**
 * The main class of the object store: S3Proxy over a folder. {@link FormUploads} and {@link LinkedCopies} take over what it
 * does slowly, and leave the rest to it.
 */
public final class ObjectStore {

    private ObjectStore() {}

    /**
     * Runs until the process is terminated.
     *
     * @param arguments a file with the properties of S3Proxy
     */
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            properties.load(in);
        }
        S3Proxy store = start(properties);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(store), "stop-store"));
    }

    /** Starts a store. */
    static S3Proxy start(Properties properties) throws Exception {
        BlobStore objects = new LinkedCopies(
                BlobStores.create("filesystem-nio2", properties),
                Path.of(properties.getProperty("jclouds.filesystem.basedir")));
        S3Proxy store = build(properties, objects);
        Server server = server(store);
        server.setHandler(new FormUploads(server.getHandler(), objects, properties));
        store.start();
        return store;
    }

    private static S3Proxy build(Properties properties, BlobStore objects) throws IOException {
        try {
            return S3Proxy.Builder.fromProperties(properties).blobStore(objects).build();
        } catch (URISyntaxException e) {
            throw new IOException("The address of the store is invalid", e);
        }
    }

    /** S3Proxy has no public way to add a handler. */
    private static Server server(S3Proxy store) throws ReflectiveOperationException {
        Field server = S3Proxy.class.getDeclaredField("server");
        server.setAccessible(true);
        return (Server) server.get(store);
    }

    private static void stop(S3Proxy store) {
        try {
            store.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("The object store cannot be stopped", e);
        }
    }
}
