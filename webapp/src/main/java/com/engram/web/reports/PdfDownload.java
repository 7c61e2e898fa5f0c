package com.engram.web.reports;

import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A PDF as a response that the browser saves as a file. */
public final class PdfDownload {

    private PdfDownload() {}

    /**
     * A response with a PDF that no cache keeps.
     *
     * @param name of the file, without its ending; any characters (RFC 6266, section 4.3)
     */
    public static Response of(byte[] pdf, String name) {
        String file = name + ".pdf";
        String plain = file.replaceAll("[^A-Za-z0-9 ._-]", "_");
        String encoded = URLEncoder.encode(file, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return Response.ok(pdf, "application/pdf")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(plain, encoded))
                .header("Cache-Control", "no-store")
                .build();
    }
}
