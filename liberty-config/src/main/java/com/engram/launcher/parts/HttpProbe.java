package com.engram.launcher.parts;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** A first look at an HTTP server. */
final class HttpProbe {
    private static final int MILLIS = 2000;

    private HttpProbe() {}

    /** The status of a GET, or 0 if nobody answers. */
    static int status(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return 0;
        }
    }
}
