package com.engram.analysis.channels;

import com.engram.analysis.Analyses;
import com.engram.analysis.Analysis;
import com.engram.analysis.EarlierResults;
import com.engram.analysis.channels.StoredCrops.StoredCrop;
import com.engram.analysis.scorers.Edit;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.analysis.scorers.estimates.MemoryMass;
import com.engram.analysis.scorers.estimates.Rectangle;
import com.engram.analysis.variants.ScoreVariants;
import com.engram.images.Image;
import com.engram.images.Images;
import com.engram.refusals.Refusal;
import com.engram.refusals.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Scores a picture as each channel shows it. Every crop is scored once and stored. The proposed crops and {@link #MAX_SCORINGS}
 * scorings of each channel are part of the analysis and cost nothing.
 */
@ApplicationScoped
public class ScoreChannels {

    /** How often the crop of one channel can be scored for one analysis of an image. */
    public static final int MAX_SCORINGS = 30;

    private final Channels channels;
    private final Images images;
    private final Analyses analyses;
    private final EarlierResults earlierResults;
    private final StoredCrops stored;
    private final ScoreVariants scoreVariants;

    @Inject
    ScoreChannels(
            Channels channels,
            Images images,
            Analyses analyses,
            EarlierResults earlierResults,
            StoredCrops stored,
            ScoreVariants scoreVariants) {
        this.channels = channels;
        this.images = images;
        this.analyses = analyses;
        this.earlierResults = earlierResults;
        this.stored = stored;
        this.scoreVariants = scoreVariants;
    }

    /** A crop that somebody chose for a channel. */
    public record ChosenCrop(Channel channel, Rectangle crop) {}

    /** The result of a request. */
    public sealed interface Result {}

    /**
     * The picture in every channel.
     *
     * @param refusal why the crops without an estimate are not scored, if they are not
     */
    public record Scored(List<ChannelCrop> crops, Optional<Refusal> refusal) implements Result {}

    /** No crop is scored. */
    public record Refused(Refusal refusal) implements Result {}

    /** The tenant has no such image. */
    public record ImageNotFound() implements Result {}

    /** The picture in every channel: with the crops that were chosen last, else with the proposed ones. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Result list(UUID image) {
        return score(image, List.of());
    }

    /** Scores chosen crops, which replace those of their channels. */
    @Transactional(TxType.NOT_SUPPORTED)
    public Result score(UUID id, List<ChosenCrop> chosen) {
        Optional<Image> image = images.findImage(id);
        if (image.isEmpty()) {
            return new ImageNotFound();
        }
        Optional<Analysis> analysis =
                analyses.findCurrent(id).filter(current -> current.score().isPresent());
        if (analysis.isEmpty() || image.get().width().isEmpty()) {
            return new Refused(new Refusal(
                    RefusalReason.VARIANTS_NEED_A_SCORE,
                    "The image has no current score. Wait until it is analysed, or analyse it again."));
        }
        double aspect = image.get().width().orElseThrow()
                / (double) image.get().height().orElseThrow();
        Optional<Refusal> problem = findProblem(chosen, aspect);
        if (problem.isPresent()) {
            return new Refused(problem.get());
        }
        return score(analysis.get(), aspect, chosen);
    }

    private Result score(Analysis analysis, double aspect, List<ChosenCrop> chosen) {
        MemoryMass mass = new MemoryMass(earlierResults
                .findHeatmap(analysis.image(), HeatmapKind.DECOMPOSITION)
                .orElseThrow());
        Map<String, StoredCrop> known =
                stored.list(analysis.id()).stream().collect(Collectors.toMap(StoredCrop::channel, Function.identity()));
        Optional<Refusal> limit = chosen.stream()
                .filter(crop -> Optional.ofNullable(known.get(crop.channel().code()))
                        .filter(crops -> crops.scorings() >= MAX_SCORINGS)
                        .isPresent())
                .findFirst()
                .map(crop -> new Refusal(
                        RefusalReason.TOO_MANY_CROPS,
                        "The crop for %s was scored %d times for this analysis, which is the limit."
                                .formatted(crop.channel().name(), MAX_SCORINGS)));
        if (limit.isPresent()) {
            return new Refused(limit.get());
        }
        List<ChosenCrop> missing = missing(chosen, known, aspect, mass);
        Optional<Refusal> refusal = Optional.empty();
        if (!missing.isEmpty()) {
            ScoreVariants.Result result = scoreVariants.score(
                    analysis.image(),
                    missing.stream().map(crop -> Edit.crop(crop.crop())).toList());
            if (result instanceof ScoreVariants.Scored scored) {
                stored.store(analysis, missing, scored, chosen.isEmpty());
            } else if (result instanceof ScoreVariants.Refused refused) {
                refusal = Optional.of(refused.refusal());
            } else {
                return new ImageNotFound();
            }
        }
        if (refusal.isPresent() && !chosen.isEmpty()) {
            return new Refused(refusal.get());
        }
        return new Scored(crops(analysis, aspect, mass), refusal);
    }

    private List<ChosenCrop> missing(
            List<ChosenCrop> chosen, Map<String, StoredCrop> known, double aspect, MemoryMass mass) {
        if (!chosen.isEmpty()) {
            return chosen;
        }
        List<ChosenCrop> missing = new ArrayList<>();
        for (Channel channel : channels.listChannels()) {
            Rectangle proposed = ProposeCrop.propose(channel, aspect, mass);
            if (!known.containsKey(channel.code())
                    && Edit.crop(proposed).findProblem().isEmpty()) {
                missing.add(new ChosenCrop(channel, proposed));
            }
        }
        return missing;
    }

    private List<ChannelCrop> crops(Analysis analysis, double aspect, MemoryMass mass) {
        Map<String, StoredCrop> known =
                stored.list(analysis.id()).stream().collect(Collectors.toMap(StoredCrop::channel, Function.identity()));
        return channels.listChannels().stream()
                .map(channel -> {
                    Optional<StoredCrop> found = Optional.ofNullable(known.get(channel.code()));
                    Rectangle crop =
                            found.map(StoredCrop::crop).orElseGet(() -> ProposeCrop.propose(channel, aspect, mass));
                    double kept = mass.share(crop);
                    double covered = mass.share(
                            channel.covered().stream().map(crop::toPicture).toList());
                    return new ChannelCrop(
                            channel,
                            crop,
                            found.map(StoredCrop::proposed).orElse(true),
                            kept,
                            kept == 0 ? 0 : covered / kept,
                            found.flatMap(StoredCrop::estimate));
                })
                .toList();
    }

    private static Optional<Refusal> findProblem(List<ChosenCrop> chosen, double aspect) {
        for (ChosenCrop crop : chosen) {
            Optional<Edit.Problem> problem = Edit.crop(crop.crop()).findProblem();
            if (problem.isPresent()) {
                return Optional.of(new Refusal(
                        RefusalReason.INVALID_EDIT,
                        "%s: %s".formatted(crop.channel().code(), problem.get().detail())));
            }
            if (!ProposeCrop.fits(crop.channel(), aspect, crop.crop())) {
                return Optional.of(new Refusal(
                        RefusalReason.INVALID_EDIT,
                        "%s: the crop does not have the aspect ratio of %d by %d."
                                .formatted(
                                        crop.channel().code(),
                                        crop.channel().width(),
                                        crop.channel().height())));
            }
        }
        return Optional.empty();
    }
}
