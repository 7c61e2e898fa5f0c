package com.engram.web.reports;

import com.engram.language.Language;
import com.engram.web.pages.PageRenderer;
import com.engram.web.pages.View;
import com.engram.web.problems.Problem;
import com.engram.web.problems.ProblemException;
import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

/**
 * Makes PDF files of templates: tagged for screen readers (PDF/UA), with embedded fonts. A template is well-formed XML, and all its
 * images are {@code data:} URLs; nothing is loaded from anywhere else.
 */
@ApplicationScoped
public class PdfRenderer {

    /** A report takes a core for up to a second and some ten megabytes, so few are made at a time. */
    private static final int AT_A_TIME = 2;

    private static final int MAX_WAIT_SECONDS = 8;

    private static final Problem BUSY =
            Problem.of(503, "busy", "Too many reports are being made at this moment. Try again in a few seconds.");

    private static final String FAMILY = "DejaVu Sans";
    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";
    private static final int REGULAR = 400;
    private static final int BOLD = 700;

    static {
        // The library logs each of its steps.
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private final Semaphore slots = new Semaphore(AT_A_TIME);

    @Inject
    private PageRenderer pages;

    /**
     * Renders a template as a PDF.
     *
     * @throws ProblemException if too many reports are being made
     */
    byte[] render(View view, Language language) {
        String html = pages.renderDocument(view, language);
        if (!acquire()) {
            throw new ProblemException(BUSY, null);
        }
        try {
            return toPdf(html);
        } finally {
            slots.release();
        }
    }

    private boolean acquire() {
        try {
            return slots.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static byte[] toPdf(String html) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .usePdfUaAccessibility(true)
                    .withProducer("Engram")
                    .useExternalResourceAccessControl(
                            (uri, type) -> uri.startsWith("data:"),
                            ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                    .useFont(font("DejaVuSansCondensed.ttf"), FAMILY, REGULAR, FontStyle.NORMAL, true)
                    .useFont(font("DejaVuSansCondensed-Bold.ttf"), FAMILY, BOLD, FontStyle.NORMAL, true)
                    .withHtmlContent(html, null)
                    .toStream(pdf)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("The report could not be made", e);
        }
        return pdf.toByteArray();
    }

    private static FSSupplier<InputStream> font(String file) {
        return () -> Objects.requireNonNull(PdfRenderer.class.getResourceAsStream(FONTS + file), file);
    }
}
