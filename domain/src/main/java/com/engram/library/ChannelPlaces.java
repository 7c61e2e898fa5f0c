package com.engram.library;

import com.engram.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/**
 * Where the crops of an image stand among the current tenant's crops for the same channel, such as a story: the scores of the
 * current analyses, of the newest {@link Place#MAX_RESULTS} ones. An image has crops once somebody has read its channels.
 */
@ApplicationScoped
@Transactional
public class ChannelPlaces {

    private final Database database;

    @Inject
    ChannelPlaces(Database database) {
        this.database = database;
    }

    /**
     * The place of a crop.
     *
     * @param channel the code of the channel
     * @param percentile the share of the channel's crops with a lower score, in percent; equal ones count half
     * @param results how many crops the channel has
     */
    public record ChannelPlace(String channel, double percentile, long results) {}

    /** The places in those channels that have at least {@link Place#MIN_RESULTS} results, by the code of the channel. */
    public List<ChannelPlace> listPlaces(UUID analysis) {
        return database.sql("""
                        select own.channel, 100 * (b.lower + b.equal / 2.0) / b.results as percentile, b.results
                        from channel_crop own cross join lateral (
                          select count(*) filter (where n.score < own.score) as lower,
                            count(*) filter (where n.score = own.score) as equal, count(*) as results
                          from (
                            select c.score from channel_crop c
                              join analysis a on a.id = c.analysis_id
                              join image_result r on r.tenant_id = c.tenant_id and r.image_id = a.image_id
                                and r.analysis_id = c.analysis_id
                            where c.tenant_id = current_tenant() and c.channel = own.channel and c.score is not null
                            order by c.analysis_id desc limit :limit) n) b
                        where own.tenant_id = current_tenant() and own.analysis_id = :analysis and own.score is not null
                          and b.results >= :least
                        order by own.channel
                        """)
                .bind("analysis", analysis)
                .bind("limit", Place.MAX_RESULTS)
                .bind("least", Place.MIN_RESULTS)
                .list(ChannelPlace.class);
    }
}
