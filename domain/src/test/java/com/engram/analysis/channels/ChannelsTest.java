package com.engram.analysis.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.engram.analysis.scorers.estimates.HeatmapGrid;
import com.engram.analysis.scorers.estimates.HeatmapKind;
import com.engram.analysis.scorers.estimates.MemoryMass;
import com.engram.analysis.scorers.estimates.Rectangle;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of channels, and the crops that are proposed for them. */
class ChannelsTest {

    private final Channels channels = new Channels();

    @Test
    void every_channel_has_a_size_a_dated_source_and_controls_that_lie_within_it_and_do_not_overlap() {
        assertThat(channels.listChannels())
                .extracting(Channel::code)
                .doesNotHaveDuplicates()
                .hasSize(13);
        for (Channel channel : channels.listChannels()) {
            assertThat(channel.aspect()).as(channel.code()).isBetween(0.2, 10.0);
            assertThat(channel.sizeSource().date()).startsWith("20");
            assertThat(channel.covered().isEmpty())
                    .isEqualTo(channel.coveredSource().isEmpty());
            assertThat(channel.covered()).as(channel.code()).allMatch(Rectangle::isWithinPicture);
            for (Rectangle one : channel.covered()) {
                assertThat(channel.covered().stream().filter(other -> overlap(one, other)))
                        .as(channel.code())
                        .containsExactly(one);
            }
        }
    }

    @Test
    void a_proposed_crop_has_the_channels_shape_and_shows_the_most_memory_mass() {
        Channel story = channels.findChannel("instagram_story").orElseThrow();
        MemoryMass right =
                new MemoryMass(new HeatmapGrid(HeatmapKind.DECOMPOSITION, 1, 4, new float[] {0.1f, 0, 0, 0.9f}, 0));
        for (double aspect : List.of(16 / 9.0, 1.0, 9 / 16.0, 0.4)) {
            Rectangle crop = ProposeCrop.propose(story, aspect, right);
            assertThat(crop.isWithinPicture()).isTrue();
            assertThat(ProposeCrop.fits(story, aspect, crop)).isTrue();
            assertThat(Math.max(crop.width(), crop.height())).isEqualTo(1);
        }
        assertThat(ProposeCrop.propose(story, 16 / 9.0, right).x()).isGreaterThan(0.6);
        assertThat(ProposeCrop.fits(story, 1, Rectangle.WHOLE)).isFalse();
    }

    private static boolean overlap(Rectangle one, Rectangle other) {
        double rounding = 1e-3;
        return one.x() + rounding < other.x() + other.width()
                && other.x() + rounding < one.x() + one.width()
                && one.y() + rounding < other.y() + other.height()
                && other.y() + rounding < one.y() + one.height();
    }
}
