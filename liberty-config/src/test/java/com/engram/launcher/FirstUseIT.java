package com.engram.launcher;

import static com.engram.launcher.BrowserSession.checkAccessibility;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The first use of Engram, in a real browser: sign up, upload images, and view scores and a heatmap. */
@ExtendWith(SharedInstallation.class)
class FirstUseIT {
    private static final double SCORING_TIMEOUT_MILLIS = 90_000;

    @TempDir
    static Path folder;

    private final BrowserSession engram;

    FirstUseIT(BrowserSession engram) {
        this.engram = engram;
    }

    @Test
    void a_new_user_signs_up_uploads_three_images_and_sees_scores_and_a_heatmap() throws IOException {
        Page page = engram.newVisitor();
        page.navigate(engram.url("/"));
        checkAccessibility(page);
        page.navigate(engram.url("/signup"));
        checkAccessibility(page);
        engram.signUp(page, "Acme", "Ann", "ann@example.com");
        checkAccessibility(page);

        page.locator(".dz-hidden-input").setInputFiles(images());

        Locator scores = page.locator("#cards .card").filter(scored());
        assertThat(scores).hasCount(3, new LocatorAssertions.HasCountOptions().setTimeout(SCORING_TIMEOUT_MILLIS));
        checkAccessibility(page);

        scores.first().locator("a").click();
        page.waitForURL("**/images/*");
        assertThat(page.locator("body")).containsText("/ 10");
        Locator map = page.locator("canvas.drawn-map");
        assertThat(map).isVisible();
        assertThat((Boolean) map.evaluate("""
                        map => map.getContext('2d').getImageData(0, 0, map.width, map.height).data
                          .some((value, at) => at % 4 === 3 && value > 0)
                        """)).as("the heatmap is drawn").isTrue();
        page.locator("#opacity").fill("20");
        assertThat(page.locator("#opacity-shown")).hasText("20%");
        checkAccessibility(page);

        expectNoAreaByTouch(page);
        shareWithVisitor(page);
        addProject(page);
        compareTwoImages(page);
        scoreBatch(page);
    }

    @Test
    void a_visitor_scores_an_image_without_an_account() throws IOException {
        Page page = engram.newVisitor();
        page.navigate(engram.url("/"));
        page.locator("#try input[type=file]").setInputFiles(image("tried.jpg", Color.RED, Color.WHITE));

        Locator score = page.locator("#tried .verdict .number");
        assertThat(score)
                .hasText(
                        Pattern.compile("\\d\\.\\d"),
                        new LocatorAssertions.HasTextOptions().setTimeout(SCORING_TIMEOUT_MILLIS));
        checkAccessibility(page);
    }

    /** Without a chosen tool, a finger scrolls the page and draws nothing. */
    private static void expectNoAreaByTouch(Page page) {
        Object areas = page.evaluate("""
                () => {
                  const stage = document.querySelector('.stack-of');
                  const frame = stage.getBoundingClientRect();
                  const send = (type, at) => stage.dispatchEvent(new PointerEvent(type, {
                    bubbles: true, isPrimary: true, pointerId: 7, pointerType: 'touch', button: 0,
                    clientX: frame.x + at, clientY: frame.y + at }));
                  send('pointerdown', 20);
                  send('pointermove', 80);
                  send('pointerup', 80);
                  return document.querySelectorAll('.a9s-annotation').length;
                }
                """);
        assertThat(areas).isEqualTo(0);
    }

    private void shareWithVisitor(Page page) {
        page.locator("form[action='/shares'] button").click();
        String link = page.locator(".secret code").textContent();
        checkAccessibility(page);
        page.reload();
        assertThat(page.locator(".secret code")).hasCount(0);
        assertThat(page.locator(".places li")).hasCount(1);
        Page visitor = engram.newVisitor();
        visitor.navigate(link);
        assertThat(visitor.locator(".verdict")).containsText("/ 10");
        checkAccessibility(visitor);
        visitor.context().close();
    }

    private void addProject(Page page) {
        page.navigate(engram.url("/projects"));
        page.fill("[name=name]", "Spring");
        page.getByText("Add project").click();
        assertThat(page.locator(".project h2")).hasText("Spring");
        checkAccessibility(page);
    }

    private void compareTwoImages(Page page) {
        page.navigate(engram.url("/gallery?sort=highest"));
        page.locator(".card .pick").nth(0).check();
        page.locator(".card .pick").nth(1).check();
        checkAccessibility(page);
        page.locator("[formaction$='/compare']").click();
        page.waitForURL("**/compare?images=*");
        assertThat(page.locator(".candidate")).hasCount(2);
        assertThat(page.locator("#answer-title")).isVisible();
        expectMapsOverPictures(page);
        checkAccessibility(page);
    }

    /** A heatmap covers what is drawn of its picture, and not the margins beside it. */
    private static void expectMapsOverPictures(Page page) {
        Object farthest = page.evaluate("""
                async () => {
                  const drawn = (image) => {
                    const box = image.getBoundingClientRect();
                    const contained = getComputedStyle(image).objectFit === 'contain';
                    const scale = Math.min(box.width / image.naturalWidth, box.height / image.naturalHeight);
                    const width = contained ? image.naturalWidth * scale : box.width;
                    const height = contained ? image.naturalHeight * scale : box.height;
                    return [box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height];
                  };
                  let farthest = 0;
                  for (const stack of document.querySelectorAll('.candidate .stack-of')) {
                    const images = [stack.querySelector('.under'), stack.querySelector('.over')];
                    await Promise.all(images.map((image) => image.decode()));
                    const [picture, map] = images.map(drawn);
                    const ratio = images[0].naturalWidth / images[0].naturalHeight;
                    farthest = Math.max(farthest, Math.abs(picture[2] / picture[3] - ratio) * 100,
                      ...picture.map((edge, at) => Math.abs(edge - map[at])));
                  }
                  return farthest.toFixed(1);
                }
                """);
        assertThat(Double.parseDouble(farthest.toString()))
                .as("pixels between a map and its picture")
                .isLessThan(1.5);
    }

    private void scoreBatch(Page page) throws IOException {
        page.navigate(engram.url("/gallery"));
        checkAccessibility(page);
        page.locator(".intake-more > summary").click();
        page.fill("#batch-name", "Spring shoot");
        page.locator(".dz-hidden-input").setInputFiles(images());
        page.waitForURL("**/batches/bat_*");
        assertThat(page.locator("#batch-state"))
                .hasText("Finished", new LocatorAssertions.HasTextOptions().setTimeout(SCORING_TIMEOUT_MILLIS));
        assertThat(page.locator("#cards .card").filter(scored())).hasCount(3);
        checkAccessibility(page);
        page.locator(".batch-menu input[value='']").check();
        page.waitForURL("**/gallery?sort=highest");
        assertThat(page.locator("#batch-state")).hasCount(0);
    }

    /** Selects cards that show a score. */
    private static Locator.FilterOptions scored() {
        return new Locator.FilterOptions().setHasText(Pattern.compile("\\d\\.\\d out of 10"));
    }

    private static Path[] images() throws IOException {
        return new Path[] {
            image("sunset.jpg", Color.ORANGE, Color.BLUE),
            image("meadow.jpg", Color.GREEN, Color.YELLOW),
            image("portrait.png", Color.PINK, Color.BLACK)
        };
    }

    private static Path image(String name, Color from, Color to) throws IOException {
        BufferedImage image = new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, from, 900, 600, to));
        graphics.fillRect(0, 0, 900, 600);
        graphics.setPaint(to.darker());
        graphics.fillOval(300, 150, 280, 280);
        graphics.dispose();
        Path file = folder.resolve(name);
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }
}
