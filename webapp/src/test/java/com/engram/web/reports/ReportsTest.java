package com.engram.web.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.comparisons.ComparedImage;
import com.engram.analysis.comparisons.ComparedPair;
import com.engram.analysis.comparisons.Comparison;
import com.engram.analysis.scorers.Model;
import com.engram.analysis.scorers.estimates.Score;
import com.engram.language.Language;
import com.engram.library.ProjectDetails;
import com.engram.library.Projects.ProjectSummary;
import com.engram.web.pages.DocumentTemplates;
import com.engram.web.pages.View;
import com.engram.web.results.ComparisonView;
import com.engram.web.results.ScoreView;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** The PDF files of reports: their text, their tags and their fonts. */
class ReportsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final ReportBrand.Shown BRAND =
            new ReportBrand.Shown("Caffè Acme", "#1f6f54", Optional.of(picture(300, 80)));

    @Test
    void the_report_of_an_image_tells_score_range_and_brand() throws IOException {
        View view = View.of(
                "report/image",
                Map.of(
                        "brand",
                        BRAND,
                        "now",
                        NOW,
                        "image",
                        image("Spring & Søn.jpg"),
                        "areas",
                        List.of(new ReportArea(
                                "Our logo", Optional.of("logo"), 12.3, Optional.of(31.0), Optional.of(2.5))),
                        "brandShare",
                        Optional.of(new ReportArea("", Optional.empty(), 12.3, Optional.of(31.0), Optional.of(2.5))),
                        "places",
                        List.of(),
                        "model",
                        "engram:1"));

        try (PDDocument pdf = load(view, Language.ENGLISH)) {
            assertThat(text(pdf)).contains("Our logo", "Brand stickiness: 31%", "31.0%", "2.5×");
            assertThat(text(pdf))
                    .contains(
                            "Spring & Søn.jpg", "7.3", "out of 10", "More memorable than 82% of photos.", "6.1 to 8.5")
                    .contains("Made on 30 November 2026", "1 / 1", "Model engram:1");
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked())
                    .as("tagged")
                    .isTrue();
            assertThat(pdf.getDocumentCatalog().getStructureTreeRoot()).isNotNull();
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("Spring & Søn.jpg");
            for (var name : pdf.getPage(0).getResources().getFontNames()) {
                PDFont font = pdf.getPage(0).getResources().getFont(name);
                assertThat(font.isEmbedded()).as(font.getName()).isTrue();
            }
        }
    }

    @Test
    void an_italian_report_is_in_italian() throws IOException {
        View view = View.of(
                "report/image",
                Map.of(
                        "brand",
                        BRAND,
                        "now",
                        NOW,
                        "image",
                        image("mare.jpg"),
                        "areas",
                        List.of(),
                        "brandShare",
                        Optional.empty(),
                        "places",
                        List.of(),
                        "model",
                        "engram:1"));

        try (PDDocument pdf = load(view, Language.ITALIAN)) {
            assertThat(text(pdf)).contains("7,3", "Creato il 30 novembre 2026");
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("it");
        }
    }

    @Test
    void the_report_of_a_comparison_has_all_pairs() throws IOException {
        List<ComparedImage> images = List.of(compared("a.jpg", 0.8), compared("b.jpg", 0.7), compared("c.jpg", 0.6));
        List<ComparedPair> pairs = List.of(
                new ComparedPair(images.get(0), images.get(1), 0.1, 0.02, 0.18, 0.97),
                new ComparedPair(images.get(0), images.get(2), 0.2, 0.1, 0.3, 0.999),
                new ComparedPair(images.get(1), images.get(2), 0.1, -0.02, 0.2, 0.7));
        View view = View.of(
                "report/comparison",
                Map.of(
                        "brand",
                        BRAND,
                        "now",
                        NOW,
                        "name",
                        Optional.of("Hero of the spring page"),
                        "images",
                        List.of(image("a.jpg"), image("b.jpg"), image("c.jpg")),
                        "comparison",
                        ComparisonView.of(new Comparison(images, pairs, new Model("engram", "1"))),
                        "model",
                        "engram:1"));

        try (PDDocument pdf = load(view, Language.ENGLISH)) {
            assertThat(text(pdf))
                    .contains("Hero of the spring page", "a.jpg is the most memorable.", "a.jpg over c.jpg", "over 99%")
                    .contains("b.jpg over c.jpg", "Too close to rank");
        }
    }

    @Test
    void a_long_project_has_page_numbers_and_repeats_the_head_of_its_table() throws IOException {
        ProjectSummary project = new ProjectSummary(
                UUID.randomUUID(),
                ProjectDetails.named("Spring"),
                NOW,
                240,
                100,
                Optional.of(0.7),
                Optional.of(0.5),
                Optional.of(0.9));
        ProjectReport.Row row = new ProjectReport.Row(
                "beach.jpg",
                Optional.of(picture(160, 120)),
                Optional.of(new ScoreView(new Score(0.73, 0.61, 0.85, 82, false))));
        View view = View.of(
                "report/project",
                Map.of(
                        "brand",
                        BRAND,
                        "now",
                        NOW,
                        "project",
                        project,
                        "rows",
                        Collections.nCopies(100, row),
                        "more",
                        140));

        try (PDDocument pdf = load(view, Language.ENGLISH)) {
            assertThat(pdf.getNumberOfPages()).isGreaterThan(5);
            String text = text(pdf);
            assertThat(text)
                    .contains("240 images, 100 with a score.", "And 140 more images in the project.")
                    .contains("2 / " + pdf.getNumberOfPages());
            assertThat(text.split("Likely range", -1)).hasSizeGreaterThan(pdf.getNumberOfPages() - 1);
        }
    }

    private static PDDocument load(View view, Language language) throws IOException {
        return Loader.loadPDF(PdfRenderer.toPdf(DocumentTemplates.render(view, language)));
    }

    private static String text(PDDocument pdf) throws IOException {
        return new PDFTextStripper().getText(pdf).replace('\u00a0', ' ');
    }

    private static ReportImage image(String name) {
        return new ReportImage(
                name,
                Optional.of(picture(800, 600)),
                Optional.of(picture(800, 600)),
                false,
                Optional.of(new ScoreView(new Score(0.73, 0.61, 0.85, 82, false))));
    }

    private static ComparedImage compared(String name, double score) {
        return new ComparedImage(UUID.randomUUID(), UUID.randomUUID(), name, score, score - 0.1, score + 0.1, false);
    }

    private static String picture(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0xefb48c));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(new Color(0x5a4b8a));
        graphics.fillOval(width / 4, height / 4, width / 2, height / 2);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
