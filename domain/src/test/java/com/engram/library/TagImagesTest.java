package com.engram.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.AnalysisOrder;
import com.engram.analysis.AnalysisQuery;
import com.engram.analysis.reports.Gallery;
import com.engram.analysis.reports.GalleryCard;
import com.engram.analysis.reports.GalleryFilter;
import com.engram.analysis.reports.GalleryOrder;
import com.engram.library.Tags.TagCount;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.TestImages;
import com.engram.testing.TestTenants;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tags of images. */
@DomainTest
class TagImagesTest {

    private final TagImages tagImages;
    private final Tags tags;
    private final Gallery gallery;
    private final Analyses analyses;
    private final TestImages images;
    private final TestTenants tenants;
    private final TenantId tenant;

    TagImagesTest(
            TagImages tagImages,
            Tags tags,
            Gallery gallery,
            Analyses analyses,
            TestImages images,
            TestTenants tenants) {
        this.tagImages = tagImages;
        this.tags = tags;
        this.gallery = gallery;
        this.analyses = analyses;
        this.images = images;
        this.tenants = tenants;
        this.tenant = tenants.open("free");
    }

    @Test
    void a_tag_exists_from_its_first_image_to_its_last_whatever_its_case() {
        UUID first = requested(tenant);
        UUID second = requested(tenant);

        add(Set.of(first), " Spring ");
        add(Set.of(first, second), "SPRING");
        add(Set.of(second), "Hero");

        assertThat(listTags()).extracting(TagCount::name).containsExactly("Hero", "Spring");
        UUID spring = listTags().get(1).id();
        assertThat(listTags().get(1).images()).isEqualTo(2);
        assertThat(withTag(spring)).containsExactlyInAnyOrder(first, second);
        assertThat(tenants.call(
                        tenant,
                        () -> analyses.listAnalyses(new AnalysisQuery(
                                null, null, null, spring, null, null, AnalysisOrder.NEWEST, 10, null))))
                .extracting(Analysis::image)
                .containsExactlyInAnyOrder(first, second);
        assertThat(tenants.call(
                        tenant, () -> tags.listTagsOf(List.of(first, second)).get(second)))
                .extracting(Tags.ImageTag::name)
                .containsExactly("Hero", "Spring");

        tenants.run(tenant, () -> tagImages.remove(Set.of(first, second), spring));

        assertThat(listTags()).extracting(TagCount::name).containsExactly("Hero");
        assertThat(withTag(spring)).isEmpty();
    }

    @Test
    void an_image_gets_exactly_the_tags_that_replace_its_own() {
        UUID image = requested(tenant);
        add(Set.of(image), "Old");

        tenants.call(tenant, () -> tagImages.replace(image, List.of("New", "other")));
        assertThat(listTags()).extracting(TagCount::name).containsExactly("New", "other");

        tenants.call(tenant, () -> tagImages.replace(image, List.of()));
        assertThat(listTags()).isEmpty();
    }

    @Test
    void a_tag_needs_a_name_of_up_to_fifty_characters() {
        UUID image = requested(tenant);

        assertThat(tenants.call(tenant, () -> tagImages.add(Set.of(image), " ")))
                .isPresent();
        assertThat(tenants.call(tenant, () -> tagImages.add(Set.of(image), "x".repeat(51))))
                .isPresent();
        assertThat(tenants.call(tenant, () -> tagImages.add(Set.of(image), "x".repeat(50))))
                .isEmpty();
    }

    @Test
    void images_and_tags_of_other_tenants_stay_as_they_are() {
        TenantId other = tenants.open("free");
        UUID foreign = requested(other);

        add(Set.of(foreign), "Spring");

        assertThat(listTags()).isEmpty();
        assertThat(tenants.call(other, tags::listTags)).isEmpty();
        UUID own = requested(tenant);
        add(Set.of(own), "Spring");
        UUID spring = listTags().get(0).id();
        tenants.run(other, () -> tagImages.remove(Set.of(own), spring));
        assertThat(listTags()).hasSize(1);
    }

    private void add(Set<UUID> ids, String name) {
        assertThat(tenants.call(tenant, () -> tagImages.add(ids, name))).isEmpty();
    }

    private List<TagCount> listTags() {
        return tenants.call(tenant, tags::listTags);
    }

    private List<UUID> withTag(UUID tag) {
        GalleryFilter filter =
                new GalleryFilter(null, null, null, tag, null, null, null, null, null, null, null, GalleryOrder.NEWEST);
        return tenants.call(tenant, () -> gallery.listCards(filter, null, 10)).stream()
                .map(GalleryCard::image)
                .toList();
    }

    private UUID requested(TenantId owner) {
        UUID image = images.upload(owner);
        images.request(owner, image);
        return image;
    }
}
