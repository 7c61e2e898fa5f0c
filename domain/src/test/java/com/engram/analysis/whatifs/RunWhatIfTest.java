package com.engram.analysis.whatifs;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.channels.ChannelCrop;
import com.engram.analysis.channels.Channels;
import com.engram.analysis.channels.ScoreChannels;
import com.engram.analysis.channels.ScoreChannels.ChosenCrop;
import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.EditKind;
import com.engram.analysis.scorers.Outcome;
import com.engram.analysis.scorers.Outcome.Cause;
import com.engram.analysis.scorers.ServedModel;
import com.engram.analysis.scorers.VariantsRequest;
import com.engram.analysis.scorers.estimates.Rectangle;
import com.engram.analysis.scorers.estimates.VariantEstimate;
import com.engram.analysis.variants.KeepVariant;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.images.deletion.DeleteImage;
import com.engram.images.storage.ObjectStore;
import com.engram.plans.usage.CreditAllowance;
import com.engram.plans.usage.WhatIfAllowance;
import com.engram.tenancy.TenantId;
import com.engram.testing.DomainTest;
import com.engram.testing.InTransaction;
import com.engram.testing.TestImages;
import com.engram.testing.TestPlans;
import com.engram.testing.TestScores;
import com.engram.testing.TestTenants;
import com.engram.testing.TestTerms;
import com.engram.testing.fakes.FakeScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What-ifs, channels and kept variants: what is scored, stored and charged. */
@DomainTest
class RunWhatIfTest {

    private static final List<Edit> SIX = Collections.nCopies(6, Edit.of(EditKind.CONTRAST, 1.2));

    private final RunWhatIf runWhatIf;
    private final WhatIfs whatIfs;
    private final ScoreChannels scoreChannels;
    private final Channels channels;
    private final KeepVariant keepVariant;
    private final CreditAllowance allowance;
    private final WhatIfAllowance whatIfAllowance;
    private final TestPlans plans;
    private final DeleteImage deleteImage;
    private final Images library;
    private final ObjectStore store;
    private final FakeScorer scorer;
    private final TestImages images;
    private final TestScores scores;
    private final TestTenants tenants;
    private final InTransaction inTransaction;
    private final TenantId tenant;

    RunWhatIfTest(
            RunWhatIf runWhatIf,
            WhatIfs whatIfs,
            ScoreChannels scoreChannels,
            Channels channels,
            KeepVariant keepVariant,
            CreditAllowance allowance,
            WhatIfAllowance whatIfAllowance,
            TestPlans plans,
            DeleteImage deleteImage,
            Images library,
            ObjectStore store,
            FakeScorer scorer,
            TestImages images,
            TestScores scores,
            TestTenants tenants,
            InTransaction inTransaction) {
        this.runWhatIf = runWhatIf;
        this.whatIfs = whatIfs;
        this.scoreChannels = scoreChannels;
        this.channels = channels;
        this.keepVariant = keepVariant;
        this.allowance = allowance;
        this.whatIfAllowance = whatIfAllowance;
        this.plans = plans;
        this.deleteImage = deleteImage;
        this.library = library;
        this.store = store;
        this.scorer = scorer;
        this.images = images;
        this.scores = scores;
        this.tenants = tenants;
        this.inTransaction = inTransaction;
        this.tenant = tenants.open("business");
        scorer.serve(new ServedModel(TestScores.MODEL, true, ""));
        scorer.answerVariants(request -> scored(request, 0.05));
    }

    @Test
    void what_ifs_are_stored_and_five_variants_cost_one_credit() {
        UUID image = scoredImage();
        int before = used();

        WhatIf done = done(run(image, SIX));

        assertThat(done.credits()).isEqualTo(2);
        assertThat(used()).isEqualTo(before + 2);
        assertThat(done.variants()).hasSize(6);
        assertThat(tenants.call(tenant, () -> whatIfs.findWhatIf(done.id()))).contains(done);
        assertThat(tenants.call(tenant, () -> whatIfs.listOf(done.analysis()))).containsExactly(done);
        assertThat(tenants.call(tenants.open("free"), () -> whatIfs.findWhatIf(done.id())))
                .isEmpty();
        assertThat(scorer.variantsRequests())
                .singleElement()
                .satisfies(request -> assertThat(request.model()).contains(TestScores.MODEL.fullName()));
        tenants.run(tenant, () -> deleteImage.delete(image));
        assertThat(tenants.call(tenant, () -> whatIfs.findWhatIf(done.id()))).isEmpty();
    }

    @Test
    void what_ifs_that_are_not_scored_cost_nothing() {
        UUID image = scoredImage();
        int before = used();

        scorer.answerVariants(request -> new Outcome.Retry("Connection refused", Cause.UNAVAILABLE));
        assertThat(refusal(run(image, SIX))).isEqualTo("variants_unavailable");
        scorer.answerVariants(request -> new Outcome.Rejected("unsupported_task", "No.", true));
        assertThat(refusal(run(image, SIX))).isEqualTo("variants_unsupported");
        scorer.answerVariants(request -> new Outcome.Rejected("nothing_to_see", "It shows nothing."));
        assertThat(refusal(run(image, SIX))).isEqualTo("not_editable");
        assertThat(used()).isEqualTo(before);
    }

    @Test
    void without_enough_credits_nothing_is_scored() {
        TenantId free = tenants.open("free");
        UUID image = images.upload(free);
        images.request(free, image);
        scores.scoreAll(0.7);
        int left = tenants.call(free, allowance::usage).left().orElseThrow();
        tenants.run(free, () -> inTransaction.call(() -> allowance.use(left - 1)));

        assertThat(refusal(tenants.call(free, () -> runWhatIf.run(image, SIX)))).isEqualTo("quota_exceeded");

        assertThat(scorer.variantsRequests()).isEmpty();
        assertThat(done(tenants.call(free, () -> runWhatIf.run(image, SIX.subList(0, 5))))
                        .credits())
                .isEqualTo(1);
    }

    @Test
    void the_plan_limits_the_variants_of_a_period_also_after_their_image_is_deleted() {
        TenantId limited =
                tenants.open(plans.add("eleven-what-ifs", TestTerms.unlimited().whatIfs(11)));
        UUID first = scoredImageOf(limited);
        assertThat(done(tenants.call(limited, () -> runWhatIf.run(first, SIX))).credits())
                .isEqualTo(2);
        tenants.run(limited, () -> deleteImage.delete(first));
        UUID image = scoredImageOf(limited);
        int before = tenants.call(limited, allowance::usage).used();

        assertThat(refusal(tenants.call(limited, () -> runWhatIf.run(image, SIX))))
                .isEqualTo("what_ifs_exceeded");

        assertThat(scorer.variantsRequests()).as("nothing was scored").hasSize(1);
        assertThat(tenants.call(limited, allowance::usage).used()).isEqualTo(before);
        done(tenants.call(limited, () -> runWhatIf.run(image, SIX.subList(0, 5))));
        assertThat(tenants.call(limited, whatIfAllowance::usage).left()).contains(0);
        assertThat(refusal(tenants.call(limited, () -> runWhatIf.run(image, SIX.subList(0, 1)))))
                .isEqualTo("what_ifs_exceeded");
    }

    @Test
    void a_bad_edit_is_refused_with_a_pointer_before_anything_is_scored() {
        UUID image = scoredImage();
        Edit outside = Edit.crop(new Rectangle(0.5, 0, 0.6, 1));

        RunWhatIf.Refused refused = (RunWhatIf.Refused) run(image, List.of(Edit.of(EditKind.MIRROR), outside));

        assertThat(refused.refusal().reason().code()).isEqualTo("invalid_edit");
        assertThat(refused.pointer()).contains("/edits/1/rect");
        assertThat(((RunWhatIf.Refused) run(image, List.of(Edit.of(EditKind.CONTRAST)))).pointer())
                .contains("/edits/0/factor");
        assertThat(((RunWhatIf.Refused) run(image, List.of(Edit.of(EditKind.REMOVE, Rectangle.WHOLE)))).pointer())
                .contains("/edits/0/rect");
        assertThat(refusal(run(image, List.of()))).isEqualTo("invalid_edit");
        assertThat(refusal(run(image, Collections.nCopies(41, Edit.of(EditKind.MIRROR)))))
                .isEqualTo("invalid_edit");
        assertThat(scorer.variantsRequests()).isEmpty();
    }

    @Test
    void only_an_own_image_with_a_score_has_what_ifs() {
        UUID waiting = images.upload(tenant);
        images.request(tenant, waiting);
        assertThat(refusal(run(waiting, SIX))).isEqualTo("variants_need_a_score");
        assertThat(tenants.call(tenants.open("business"), () -> runWhatIf.run(waiting, SIX)))
                .isInstanceOf(RunWhatIf.ImageNotFound.class);
    }

    @Test
    void the_proposed_crops_are_scored_once_and_for_nothing() {
        UUID image = scoredImage();
        int before = used();

        List<ChannelCrop> first = crops(image, List.of());
        List<ChannelCrop> again = crops(image, List.of());

        assertThat(first).hasSize(channels.listChannels().size()).isEqualTo(again);
        assertThat(first).allMatch(ChannelCrop::proposed);
        assertThat(first).filteredOn(crop -> crop.estimate().isPresent()).hasSizeGreaterThan(8);
        assertThat(first).allSatisfy(crop -> {
            assertThat(crop.kept()).isBetween(0.0, 1.0000001);
            assertThat(crop.covered()).isBetween(0.0, 1.0000001);
            assertThat(crop.covered() > 0).isEqualTo(!crop.channel().covered().isEmpty());
        });
        assertThat(scorer.variantsRequests()).hasSize(1);
        assertThat(used()).isEqualTo(before);
    }

    @Test
    void a_chosen_crop_replaces_the_one_of_its_channel_and_its_scorings_are_limited() {
        UUID image = scoredImage();
        crops(image, List.of());
        // The test's images have 16 by 12 pixels.
        ChosenCrop chosen = new ChosenCrop(
                channels.findChannel("instagram_feed").orElseThrow(), new Rectangle(0.1, 0.1, 0.48, 0.8));

        assertThat(crops(image, List.of(chosen)).get(0))
                .satisfies(crop -> assertThat(crop.proposed()).isFalse())
                .satisfies(crop -> assertThat(crop.crop()).isEqualTo(chosen.crop()));
        assertThat(crops(image, List.of()).get(0).crop()).isEqualTo(chosen.crop());
        ChosenCrop square = new ChosenCrop(chosen.channel(), new Rectangle(0, 0, 0.75, 1));
        assertThat(channelRefusal(image, square)).isEqualTo("invalid_edit");
        for (int i = 2; i < ScoreChannels.MAX_SCORINGS; i++) {
            crops(image, List.of(chosen));
        }
        assertThat(channelRefusal(image, chosen)).isEqualTo("too_many_crops");
    }

    @Test
    void without_a_backend_the_channels_are_shown_without_scores() {
        UUID image = scoredImage();
        scorer.answerVariants(request -> new Outcome.Retry("Connection refused", Cause.UNAVAILABLE));

        ScoreChannels.Scored scored = (ScoreChannels.Scored) tenants.call(tenant, () -> scoreChannels.list(image));

        assertThat(scored.refusal()).isPresent();
        assertThat(scored.crops()).allMatch(crop -> crop.estimate().isEmpty());
    }

    @Test
    void a_kept_variant_is_a_new_image_that_is_analysed_for_one_credit() {
        UUID image = scoredImage();
        scorer.answerVariants(request -> {
            write(request);
            return scored(request, 0.05);
        });
        int before = used();

        UUID kept = ((KeepVariant.Kept) tenants.call(
                        tenant, () -> keepVariant.keep(image, Edit.crop(new Rectangle(0, 0, 0.5, 0.5)))))
                .image();
        scores.scoreAll(0.8);

        Image added = tenants.call(tenant, () -> library.findImage(kept)).orElseThrow();
        assertThat(added.filename()).endsWith("-crop.jpg");
        assertThat(added.contentType()).isEqualTo("image/jpeg");
        assertThat(used()).isEqualTo(before + 1);
        assertThat(scorer.variantsRequests())
                .singleElement()
                .satisfies(request -> assertThat(request.file()).isPresent());
    }

    @Test
    void a_variant_that_is_not_written_is_not_kept() {
        UUID image = scoredImage();
        assertThat(tenants.call(tenant, () -> keepVariant.keep(image, Edit.of(EditKind.GREYSCALE))))
                .isInstanceOf(KeepVariant.Refused.class);
    }

    /** Writes what the engine would write; the URL of the test's store ends with the key. */
    private void write(VariantsRequest request) {
        String path = request.file().orElseThrow().getPath();
        try {
            Path file = Files.createTempFile("variant", ".jpg");
            Files.write(file, new byte[] {1, 2, 3});
            store.put(path.substring(path.lastIndexOf('/') + 1), "image/jpeg", file);
            Files.delete(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Outcome scored(VariantsRequest request, double difference) {
        return new Outcome.VariantsScored(
                0.7,
                request.edits().stream()
                        .map(edit -> Optional.of(new VariantEstimate(
                                0.7 + difference, 0.6, 0.9, difference, difference - 0.1, difference + 0.1, 0.8)))
                        .toList(),
                TestScores.MODEL);
    }

    private UUID scoredImage() {
        return scoredImageOf(tenant);
    }

    private UUID scoredImageOf(TenantId owner) {
        UUID image = images.upload(owner);
        images.request(owner, image);
        scores.scoreAll(0.7);
        return image;
    }

    private int used() {
        return tenants.call(tenant, allowance::usage).used();
    }

    private RunWhatIf.Result run(UUID image, List<Edit> edits) {
        return tenants.call(tenant, () -> runWhatIf.run(image, edits));
    }

    private static WhatIf done(RunWhatIf.Result result) {
        return ((RunWhatIf.Done) result).whatIf();
    }

    private static String refusal(RunWhatIf.Result result) {
        return ((RunWhatIf.Refused) result).refusal().reason().code();
    }

    private List<ChannelCrop> crops(UUID image, List<ChosenCrop> chosen) {
        return ((ScoreChannels.Scored) tenants.call(tenant, () -> scoreChannels.score(image, chosen))).crops();
    }

    private String channelRefusal(UUID image, ChosenCrop chosen) {
        return ((ScoreChannels.Refused) tenants.call(tenant, () -> scoreChannels.score(image, List.of(chosen))))
                .refusal()
                .reason()
                .code();
    }
}
