-- For the newest scores of a channel, which the crop of an image is ranked among.
create index channel_crop_by_channel on channel_crop (tenant_id, channel, analysis_id) where score is not null;
