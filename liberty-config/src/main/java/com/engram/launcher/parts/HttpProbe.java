package com.engram.launcher.parts;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Checks whether an HTTP server answers. */
final class HttpProbe {
    private static final int TIMEOUT_MILLIS = 2000;

    private HttpProbe() {}

    /** The status of a GET request, or 0 if there is no response within two seconds. */
    static int status(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
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
