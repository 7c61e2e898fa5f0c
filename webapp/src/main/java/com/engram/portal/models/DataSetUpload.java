package com.engram.portal.models;

import com.engram.analysis.intake.BatchOptions;
import com.engram.analysis.intake.BatchRequestResult;
import com.engram.analysis.intake.RequestBatch;
import com.engram.images.upload.ReceiveZip;
import com.engram.refusals.Refusal;
import com.engram.training.CreateRatedSet;
import com.engram.training.RatingProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Receives a data set: its ratings, and its images in an archive if they are not in the library yet. Images of an archive are received
 * and scored as those of a batch, so a decoder has accepted each of them before a training reads it.
 */
@ApplicationScoped
class DataSetUpload {

    @Inject
    private CreateRatedSet createRatedSet;

    @Inject
    private ReceiveZip receiveZip;

    @Inject
    private RequestBatch requestBatch;

    /** The result of an upload. */
    sealed interface Result {}

    /** The data set was created. */
    record Created(int images) implements Result {}

    /** The ratings were refused. */
    record Invalid(CreateRatedSet.Refused refused) implements Result {}

    /** The archive was refused, and the ratings were not looked at further. */
    record ArchiveRefused(Refusal refusal) implements Result {}

    /** Receives a data set. What can be told without the images is checked before the archive is unpacked. */
    Result receive(CreateRatedSet.Request request, byte[] ratings, Optional<Path> archive) throws IOException {
        List<RatingProblem> problems = createRatedSet.check(ratings);
        if (!problems.isEmpty()) {
            return new Invalid(CreateRatedSet.refusal(problems));
        }
        ReceiveZip.Received received = new ReceiveZip.Received(List.of(), List.of());
        if (archive.isPresent()) {
            ReceiveZip.Result unpacked = receiveZip.receive(archive.get());
            if (unpacked instanceof ReceiveZip.Refused refused) {
                return new ArchiveRefused(refused.refusal());
            }
            received = (ReceiveZip.Received) unpacked;
            BatchRequestResult batch = requestBatch.request(
                    new BatchOptions(new LinkedHashSet<>(received.images()), request.name(), false, true));
            if (batch instanceof BatchRequestResult.Refused refused) {
                return new ArchiveRefused(refused.refusal());
            }
        }
        CreateRatedSet.Result result = createRatedSet.create(request, ratings, received.images());
        return result instanceof CreateRatedSet.Created created
                ? new Created(created.images())
                : new Invalid((CreateRatedSet.Refused) result);
    }
}
