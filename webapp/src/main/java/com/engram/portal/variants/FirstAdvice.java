package com.engram.portal.variants;

import com.engram.analysis.Analysis;
import com.engram.analysis.whatifs.Advice;
import com.engram.analysis.whatifs.WhatIf.Variant;
import com.engram.analysis.whatifs.WhatIfs;
import com.engram.images.Image;
import com.engram.portal.variants.WhatIfsPage.AdviceView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** What to try first, of the what-ifs that were scored for an image, for other pages than that of the what-ifs. */
@ApplicationScoped
public class FirstAdvice {

    private static final int MOST = 3;

    @Inject
    private WhatIfs whatIfs;

    /**
     * The best changes that were tried.
     *
     * @param advice the changes with the largest gains; none if no change is a clear gain
     */
    public record TriedView(List<AdviceView> advice) {}

    /** What to try first; empty if nothing was tried with the current analysis of the image. */
    public Optional<TriedView> find(Image image, Analysis current) {
        List<Variant> tried = whatIfs.listOf(current.id()).stream()
                .flatMap(run -> run.variants().stream())
                .toList();
        PictureView picture = PictureView.of(image);
        return tried.isEmpty()
                ? Optional.empty()
                : Optional.of(new TriedView(Advice.tryFirst(tried).stream()
                        .limit(MOST)
                        .map(each -> new AdviceView(
                                new EditView(picture, 0, each.edit(), Optional.of(each.estimate())), each.style()))
                        .toList()));
    }
}
